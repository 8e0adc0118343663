"""A TCP proxy on loopback that breaks HTTP/2 connections at a chosen frame, and so at any phase of a call."""

import contextlib
import socket
import struct
import threading
import time
from dataclasses import dataclass

DATA, HEADERS = 0, 1
PREFACE = 24


@dataclass
class Fault:
    """What happens to the `at`-th frame of headers or data in one direction since it was set."""

    direction: str  # "down": from the server; "up": to it
    at: int
    #: How much of the frame is still passed on: 0 before it, 0.5 inside it, 1 behind it.
    part: float = 0
    #: Seconds that nothing passes in this direction before the rest happens.
    stall: float = 0
    cut: bool = True
    #: Seconds that every frame is late by.
    delay: float = 0
    #: How often it happens, each time after as many frames more.
    times: int = 1


class Proxy:
    """Passes connections on to a server; counts frames, and lets one fault happen."""

    def __init__(self, port):
        self.target = port
        self.lock = threading.Lock()
        self.set(None)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self):
        return f"sc://127.0.0.1:{self.port}"

    def set(self, fault):
        """Forgets what was counted."""
        with self.lock:
            self.fault = fault
            self.fired = 0
            self.counts = {"down": 0, "up": 0}

    def close(self):
        """Breaks nothing any more. It goes on with the process: clients release what they hold for minutes yet."""
        self.set(None)

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            # Whatever is wrong with one connection, the next one may come through.
            try:
                near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                far = socket.create_connection(("127.0.0.1", self.target))
                far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                end(near)
                continue
            threading.Thread(target=self.pump, args=(near, far, "up"), daemon=True).start()
            threading.Thread(target=self.pump, args=(far, near, "down"), daemon=True).start()

    def pump(self, source, sink, direction):
        try:
            if direction == "up":
                sink.sendall(read(source, PREFACE))
            while True:
                head = read(source, 9)
                frame = head + read(source, int.from_bytes(head[:3], "big"))
                fault = self.meet(direction) if head[3] in (DATA, HEADERS) else None
                if fault is None:
                    sink.sendall(frame)
                    continue
                time.sleep(fault.stall)
                sink.sendall(frame[: int(len(frame) * fault.part)] if fault.cut else frame)
                if fault.cut:
                    return
        except OSError:
            pass
        finally:
            for sock in (source, sink):
                end(sock)

    def meet(self, direction):
        """The fault, where it is this frame's turn."""
        with self.lock:
            number = self.counts[direction]
            self.counts[direction] += 1
            fault = self.fault
            if fault is None or fault.direction != direction:
                return None
            due = number == fault.at if self.fired == 0 else fault.at > 0 and number % fault.at == 0
            if due and self.fired < fault.times:
                self.fired += 1
                return fault
        time.sleep(fault.delay)
        return None


@contextlib.contextmanager
def proxy(port):
    made = Proxy(port)
    try:
        yield made
    finally:
        made.close()


def read(sock, count):
    found = bytearray()
    while len(found) < count:
        more = sock.recv(count - len(found))
        if not more:
            raise ConnectionError("the peer is gone")
        found += more
    return bytes(found)


def end(sock):
    """Resets a connection: what is under way is lost."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()
