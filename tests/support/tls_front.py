"""Speaks TLS in front of a plain server on this machine, for tests of https clients.

Arguments: certificate, key, port of the plain server, file to write the own port to. Ends with
its standard input.
"""

import os
import socket
import ssl
import sys
import threading


def copy(source: socket.socket, sink: socket.socket) -> None:
    try:
        while part := source.recv(65536):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the other side is gone


def serve(client: socket.socket, context: ssl.SSLContext, port: int) -> None:
    try:
        with context.wrap_socket(client, server_side=True) as front:
            with socket.create_connection(("127.0.0.1", port)) as back:
                up = threading.Thread(target=copy, args=(front, back), daemon=True)
                up.start()
                copy(back, front)
    except OSError:
        pass  # a client that does not trust the certificate hangs up


def main() -> None:
    certificate, key, port, told = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    with open(told + ".new", "w", encoding="ascii") as file:
        file.write(str(listener.getsockname()[1]))
    os.rename(told + ".new", told)

    def accept() -> None:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=serve, args=(client, context, int(port)), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


main()
