"""A throw-away authority and certificates, made by openssl when a test runs.

One key serves all.  Besides a good certificate for every host name there are
bad ones: another host's, one that is over, one that signed itself and one
with an old signature.
"""

import os
import ssl
import subprocess

KINDS = ('good', 'wrong-host', 'expired', 'self-signed', 'sha1', 'proxy')


def openssl(folder, *words):
    subprocess.run(['openssl', *words], cwd=folder, check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)


def make_authority(folder):
    """ca.pem and key.pem; ca.pem is what liq-fetch --cacert wants."""
    openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout',
            '-out', 'key.pem')
    openssl(folder, 'req', '-x509', '-new', '-key', 'key.pem', '-days', '30',
            '-subj', '/CN=liq throw-away authority', '-out', 'ca.pem',
            '-addext', 'basicConstraints=critical,CA:TRUE',
            '-addext', 'keyUsage=critical,keyCertSign,cRLSign')


def make_certificate(folder, kind, hosts):
    """KIND.pem: the certificate for these hosts."""
    names = ['elsewhere.example'] if kind == 'wrong-host' else hosts
    with open(os.path.join(folder, kind + '.cnf'), 'w',
              encoding='ascii') as file:
        file.write('subjectAltName=' + ','.join(
            'DNS:' + name for name in names) + '\n')
        file.write('extendedKeyUsage=serverAuth\n')
    openssl(folder, 'req', '-new', '-key', 'key.pem', '-subj',
            '/CN=fake exchange', '-out', kind + '.csr')
    days = '-1' if kind == 'expired' else '30'
    digest = '-sha1' if kind == 'sha1' else '-sha256'
    signer = ['-key', 'key.pem'] if kind == 'self-signed' else [
        '-CA', 'ca.pem', '-CAkey', 'key.pem', '-set_serial',
        str(KINDS.index(kind) + 1)]
    openssl(folder, 'x509', '-req', '-in', kind + '.csr', digest, '-days',
            days, '-extfile', kind + '.cnf', '-out', kind + '.pem', *signer)


def context(folder, kind, hosts):
    """What a server needs; made where it is not there yet."""
    if not os.path.exists(os.path.join(folder, 'ca.pem')):
        make_authority(folder)
    if not os.path.exists(os.path.join(folder, kind + '.pem')):
        make_certificate(folder, kind, hosts)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers('ALL:@SECLEVEL=0')
    made.load_cert_chain(os.path.join(folder, kind + '.pem'),
                         os.path.join(folder, 'key.pem'))
    made.set_alpn_protocols(['http/1.1'])
    return made
