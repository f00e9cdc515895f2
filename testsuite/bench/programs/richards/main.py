# A scheduler of tasks with states and queues: attributes, methods, dispatch.
class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.data = [0] * 4


class Task:
    def __init__(self, ident, priority, queue):
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.done = 0

    def push(self, packet):
        packet.link = None
        if self.queue is None:
            self.queue = packet
            return
        last = self.queue
        while last.link is not None:
            last = last.link
        last.link = packet

    def pop(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        return packet

    def run(self, scheduler):
        raise NotImplementedError


class Worker(Task):
    def run(self, scheduler):
        packet = self.pop()
        if packet is None:
            return
        for i in range(4):
            packet.data[i] = (packet.data[i] + self.ident + i) & 0xFF
        self.done += 1
        scheduler.send((self.ident + 1) % len(scheduler.tasks), packet)


class Device(Task):
    def run(self, scheduler):
        packet = self.pop()
        if packet is None:
            return
        packet.kind ^= 1
        self.done += 1
        scheduler.send((self.ident + 3) % len(scheduler.tasks), packet)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.sent = 0

    def add(self, task):
        self.tasks.append(task)

    def send(self, ident, packet):
        self.sent += 1
        self.tasks[ident].push(packet)

    def loop(self, rounds):
        for _ in range(rounds):
            for task in self.tasks:
                task.run(self)


s = Scheduler()
for i in range(6):
    s.add(Worker(i, i * 10, None) if i % 2 else Device(i, i * 10, None))
for i in range(4):
    s.send(i, Packet(None, i, i & 1))
s.loop(120_000)
print(s.sent, [t.done for t in s.tasks])
