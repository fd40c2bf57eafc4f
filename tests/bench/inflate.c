/*
 * inflate - what is in a gzip file, by zlib and nothing else: its bytes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <zlib.h>

int
main(int argc, char *argv[])
{
	static unsigned char in[128 << 10], out[128 << 10];
	z_stream z = { 0 };
	long long total = 0;
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1, rc = Z_OK;
	ssize_t n;

	if (fd < 0 || inflateInit2(&z, 15 + 16) != Z_OK)
		return 1;
	while (rc == Z_OK && (n = read(fd, in, sizeof(in))) > 0) {
		z.next_in = in;
		z.avail_in = (unsigned)n;
		while (rc == Z_OK && z.avail_in > 0) {
			z.next_out = out;
			z.avail_out = sizeof(out);
			rc = inflate(&z, Z_NO_FLUSH);
			total += (long long)(sizeof(out) - z.avail_out);
			if (rc == Z_STREAM_END && z.avail_in > 0)
				rc = inflateReset(&z);
		}
	}
	printf("%lld\n", total);
	return rc != Z_STREAM_END;
}
