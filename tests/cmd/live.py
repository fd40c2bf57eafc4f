"""Drive liq-render -f in a terminal of our own; one line of result a check:
0 or 1, then what is true.  The argument is the folder of the records."""
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

DATA = sys.argv[1]
LINES = open(DATA + "/windows.ndjson").read().splitlines(True)
HOURS = open(DATA + "/hours.ndjson").read().splitlines(True)


def check(good, what):
    print(("1 " if good else "0 ") + what)
    sys.stdout.flush()


class Run:
    """liq-render on a pty, its input in our hands, or that of source."""

    def __init__(self, *args, rows=24, columns=80, source=None):
        self.bytes = b""
        self.cells = {}
        self.alternate = self.hidden = False
        self.frames = 0
        self.master, slave = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(slave)
        end, self.feed = (source, None) if source else os.pipe()
        self.news, news = os.pipe()
        self.leader = os.fork()
        if self.leader == 0:
            if self.feed is not None:
                os.close(self.feed)
            os.close(self.master)
            self.lead(slave, end, news, args)
        os.close(end)
        os.close(news)
        self.slave = slave
        self.pid = self.hear()

    def lead(self, slave, end, news, args):
        """A shell of a sort: only under one can a program be stopped."""
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(slave, os.getpid())
            for one in (signal.SIGTTOU, signal.SIGHUP, signal.SIGINT,
                        signal.SIGQUIT):  # the last two: under nohup or &
                signal.signal(one, signal.SIG_DFL)
            os.dup2(end, 0)
            os.dup2(slave, 1)
            os.dup2(slave, 2)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8",
                              ASAN_OPTIONS="handle_segv=0")
            os.execvp("liq-render", ("liq-render",) + args)
        os.close(end)
        os.write(news, b"%d\n" % pid)
        os.write(news, b"%d\n" % os.waitpid(pid, 0)[1])
        os._exit(0)

    def hear(self, seconds=5):
        """A number from the shell, or None."""
        if not select.select([self.news], [], [], seconds)[0]:
            return None
        return int(os.read(self.news, 64))

    def resize(self, rows, columns):
        self.rows, self.columns = rows, columns
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)

    def send(self, lines):
        for line in lines:
            os.write(self.feed, line.encode())

    def key(self, text):
        os.write(self.master, text.encode())

    def read(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                break
            try:
                got = os.read(self.master, 65536)
            except OSError as e:
                if e.errno != errno.EIO:
                    raise
                break
            self.bytes += got
            self.show(got.decode("utf-8", "replace"))

    def show(self, text):
        """Just the sequences that are written; all others are a fault."""
        for code, plain in re.findall(
                r"(\x1b\[[?0-9;]*[A-Za-z])|([^\x1b]+)", text):
            if code == "\x1b[?1049h":
                self.alternate, self.cells = True, {}
            elif code == "\x1b[?1049l":
                self.alternate, self.cells = False, {}
            elif code in ("\x1b[?25l", "\x1b[?25h"):
                self.hidden = code.endswith("l")
            elif code == "\x1b[?2026h":
                self.frames += 1
            elif code == "\x1b[2J":
                self.cells = {}
            elif code.endswith("H"):
                self.at = int(code[2:].split(";")[0])
            elif code == "\x1b[K":
                self.cells[self.at] = ""
            elif plain and self.alternate:
                self.cells[self.at] = self.cells.get(self.at, "") + plain

    def wait(self, pattern, seconds=5):
        """Until the screen has it."""
        until = time.monotonic() + seconds
        while not re.search(pattern, self.screen()):
            if time.monotonic() > until:
                return False
            self.read(0.05)
        return True

    def screen(self):
        return "\n".join(self.cells.get(i, "") for i in range(self.rows + 1))

    def fits(self):
        return all(len(v) <= self.columns for v in self.cells.values()) and \
            all(k <= self.rows for k in self.cells)

    def end(self, seconds=5):
        """How it died; then the terminal is looked at."""
        until = time.monotonic() + seconds
        status = None
        while status is None and time.monotonic() < until:
            self.read(0.05)
            status = self.hear(0)
        if status is None:
            os.kill(self.pid, signal.SIGKILL)
            status = "hung"
        os.waitpid(self.leader, 0)
        self.read(0.1)
        restored = (not self.alternate and not self.hidden and
                    termios.tcgetattr(self.slave) == self.before)
        for fd in (self.feed, self.master, self.slave, self.news):
            try:
                if fd is not None:
                    os.close(fd)
            except OSError:
                pass
        return status, restored


def keys_and_sizes():
    r = Run("table", "-f", "--format=unicode")
    check(r.wait("waiting for total records"),
          "before anything comes it says what it waits for")
    check(r.alternate and r.hidden, "it draws on the alternate screen")
    r.send(LINES[:8])
    check(r.wait("BTC"), "records are drawn while the input is open")
    check(r.wait("q quit  p pause"), "the last row says which keys there are")
    r.resize(16, 50)
    os.kill(r.pid, signal.SIGWINCH)
    r.read(1)
    check(r.fits() and r.screen().count("\n") == 16 and "BTC" in r.screen(),
          "another size is drawn in that size")
    r.key("n")
    check(r.wait("a bar is"), "n is the next chart")
    r.key("nn")
    check(r.wait("n table"), "and so around")
    r.key("n")
    r.wait("long/short|share|name")
    r.key("s")
    check(r.wait("s by shorts"), "s sorts")
    r.key("p")
    check(r.wait("PAUSED"), "p stops it")
    frames = r.frames
    r.send(LINES[8:])
    r.read(0.8)
    check(r.frames == frames, "then nothing is drawn")
    r.key("p")
    check(r.wait("p pause") and r.frames > frames,
          "until p again; what came meanwhile is there")
    r.key("q")
    status, restored = r.end()
    check(status == 0, "q quits, with status 0")
    check(restored, "the terminal is as it was")


def frames_a_second():
    r = Run("bars", "-f", "--format=unicode", rows=30, columns=100)
    r.wait("waiting")
    r.frames = 0
    start = time.monotonic()
    for line in HOURS:
        r.send([line])
        r.read(0.04)
    seconds = time.monotonic() - start
    r.read(0.3)
    check(r.frames <= 4 * (seconds + 0.3) + 1, "four frames a second at most")
    check(r.frames >= seconds, "but as many as there is news for")
    check(r.wait("total ≥76.7M"), "the last record is drawn as well")
    os.close(r.feed)
    status, restored = r.end()
    check(status == 0 and restored, "the end of the input ends it")
    after = r.bytes.decode("utf-8", "replace").split("\x1b[?1049l")[-1]
    check("total ≥76.7M" in after, "and leaves the picture behind")


def signals():
    for name in ("INT", "TERM", "HUP", "QUIT", "SEGV", "ABRT"):
        number = getattr(signal, "SIG" + name)
        r = Run("treemap", "-f", "--format=unicode")
        r.send(LINES[:4])
        r.wait("BTC")
        os.kill(r.pid, number)
        status, restored = r.end()
        check(status != "hung" and os.WIFSIGNALED(status) and
              os.WTERMSIG(status) == number and restored,
              "SIG%s kills it, and the terminal is as it was" % name)
    r = Run("treemap", "-f", "--format=unicode")
    r.send(LINES[:4])
    r.wait("BTC")
    r.key("\x03")
    status, restored = r.end()
    check(status != "hung" and os.WTERMSIG(status) == signal.SIGINT and
          restored, "so does ^C")


def suspended():
    r = Run("treemap", "-f", "--format=unicode")
    r.send(LINES[:4])
    r.wait("BTC")
    os.kill(r.pid, signal.SIGTSTP)
    r.read(0.5)
    check(not r.alternate and not r.hidden and
          termios.tcgetattr(r.slave) == r.before,
          "while it is stopped the terminal is as it was")
    os.kill(r.pid, signal.SIGCONT)
    check(r.wait("BTC") and r.alternate, "then it is drawn again")
    r.key("q")
    check(r.end() == (0, True), "and hears keys")


def messages():
    r = Run("treemap", "-f", "--format=unicode")
    r.send(LINES[:4] + ['{"type":"total"}\n'])
    r.read(0.8)
    check("liq-render:" not in r.screen() and "missing" not in r.screen(),
          "what is wrong with the input does not disturb the screen")
    r.send(LINES[4:-1])
    os.close(r.feed)
    status, restored = r.end()
    after = r.bytes.decode("utf-8", "replace").split("\x1b[?1049l")[-1]
    check("<stdin>:5:" in after and "incomplete:" in after,
          "and is said when the screen is closed")
    check(os.WEXITSTATUS(status) == 3 and restored,
          "a producer that died gives status 3")


class Chain:
    """The built-in market, live, as far as a chart."""

    def __init__(self):
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        self.fetch = subprocess.Popen(
            ["liq-fetch", "-x", "market", "-f", "--speed=6000", "BTC", "ETH",
             "SOL"], stdin=null, stdout=pipe, stderr=null)
        self.agg = subprocess.Popen(
            ["liq-agg", "-f"], stdin=self.fetch.stdout, stdout=pipe,
            stderr=null)
        self.fetch.stdout.close()
        self.out = os.dup(self.agg.stdout.fileno())
        self.agg.stdout.close()

    def ended(self):
        """How both did, within a few seconds."""
        try:
            return self.fetch.wait(5), self.agg.wait(5)
        except subprocess.TimeoutExpired:
            self.fetch.kill()
            self.agg.kill()
            return "hung"


def live_chain():
    c = Chain()
    r = Run("treemap", "-f", "--format=unicode", source=c.out)
    check(r.wait("SIMULATED") and r.wait("(BTC|ETH|SOL)", 20),
          "the built-in market is drawn while it is played")
    sums = set()
    until = time.monotonic() + 20
    while len(sums) < 3 and time.monotonic() < until:
        r.read(0.3)
        sums.update(re.findall(r"total ([0-9.kM]+)", r.screen()))
    check(len(sums) >= 3, "and changes as it goes on")
    r.resize(15, 44)
    os.kill(r.pid, signal.SIGWINCH)
    r.read(1)
    check(r.fits() and re.search("BTC|ETH|SOL", r.screen()),
          "in another size, too")
    r.key("q")
    status, restored = r.end()
    check(status == 0 and restored, "q quits it")
    check(c.ended() == (-signal.SIGPIPE, -signal.SIGPIPE),
          "and with it all that is upstream, at once")
    c = Chain()
    r = Run("treemap", "-f", "--format=unicode", source=c.out)
    r.wait("(BTC|ETH|SOL)", 20)
    os.kill(r.pid, signal.SIGTERM)
    status, restored = r.end()
    check(status != "hung" and os.WTERMSIG(status) == signal.SIGTERM and
          restored, "TERM kills it, and the terminal is as it was")
    check(c.ended() == (-signal.SIGPIPE, -signal.SIGPIPE),
          "what is upstream ends as well")


def end_of_chain():
    for name, fetch, status_then in (("TERM", -signal.SIGTERM, 0),
                                     ("KILL", -signal.SIGKILL, 3)):
        c = Chain()
        r = Run("table", "-f", "--format=unicode", source=c.out)
        r.wait("(BTC|ETH|SOL)", 20)
        c.fetch.send_signal(getattr(signal, "SIG" + name))
        status, restored = r.end()
        after = r.bytes.decode("utf-8", "replace").split("\x1b[?1049l")[-1]
        check(status != "hung" and os.WEXITSTATUS(status) == status_then and
              restored and "total" in after and c.ended()[0] == fetch,
              "SIG%s to the source ends it with status %d, a picture left "
              "behind" % (name, status_then))


def quiet_chain():
    end, feed = os.pipe()
    agg = subprocess.Popen(["liq-agg", "-f"], stdin=end,
                           stdout=subprocess.PIPE)
    r = Run("treemap", "-f", "--format=unicode",
            source=os.dup(agg.stdout.fileno()))
    agg.stdout.close()
    r.wait("waiting")
    r.key("q")
    r.end()
    try:
        status = agg.wait(5)
    except subprocess.TimeoutExpired:
        agg.kill()
        status = "hung"
    check(status == -signal.SIGPIPE,
          "what waits for input upstream ends all the same")
    os.close(feed)
    os.close(end)


def quiet_reader():
    source, feed = os.pipe()
    p = subprocess.Popen(["liq-render", "table", "-f", "--format=ascii"],
                         stdin=source, stdout=subprocess.PIPE)
    for line in LINES[:6]:
        os.write(feed, line.encode())
    first = p.stdout.readline()
    p.stdout.close()
    try:
        status = p.wait(5)
    except subprocess.TimeoutExpired:
        p.kill()
        status = "hung"
    check(first != b"" and status == -signal.SIGPIPE,
          "a reader that leaves ends it, though nothing more is written")
    os.close(feed)
    os.close(source)


keys_and_sizes()
frames_a_second()
signals()
suspended()
messages()
live_chain()
end_of_chain()
quiet_chain()
quiet_reader()
