"""A standalone Spark cluster on loopback, started from the pip package: a master, workers that can be killed, and their figures."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyspark

HOME = Path(pyspark.__file__).parent
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Cluster:
    """Processes that are all ended with it."""

    def __init__(self, folder):
        self.folder, self.workers = folder, []
        self.port = free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "SPARK_HOME": str(HOME),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable,
        }
        self.master = self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", self.port, "--webui-port", free_port())
        self.wait(lambda: "I have been elected leader" in self.log("master"), "a master")

    def start(self, name, *arguments):
        with open(self.folder / f"{name}.log", "wb") as log:
            command = [HOME / "bin/spark-class", *arguments]
            return subprocess.Popen(
                [str(a) for a in command], stdout=log, stderr=subprocess.STDOUT, env=self.environment, start_new_session=True, cwd=self.folder
            )

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def wait(self, until, what, seconds=120):
        end = time.time() + seconds
        while not until():
            assert time.time() < end, f"no {what} within {seconds} s; see {self.folder}"
            time.sleep(0.2)

    def add_worker(self):
        """Starts a worker with one core; it holds one executor."""
        name = f"worker-{len(self.workers) + 1}"
        worker = self.start(
            name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", 1, "--memory", "2g",
            "--webui-port", free_port(), "--work-dir", self.folder / name, self.url,
        )  # fmt: skip
        self.workers.append(worker)
        self.wait(lambda: "Successfully registered with master" in self.log(name), "worker")
        return worker

    def kill(self, worker):
        """Ends a worker, its executor and its Python processes at once, as a machine that is switched off."""
        for pid in [p for p, _, _ in processes(worker.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        worker.wait()

    def executor_logs(self):
        """What executors said on standard error."""
        return "".join(p.read_text(errors="replace") for p in self.folder.glob("worker-*/app-*/*/stderr"))

    def stop(self):
        for process in [*self.workers, self.master]:
            if process.poll() is None:
                self.kill(process)


def processes(session):
    """The processes of a session: pid, CPU seconds with those of ended children, bytes of memory in use."""
    out = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            out.append((int(entry.name), sum(int(fields[i]) for i in (11, 12, 13, 14)) / TICK, int(fields[21]) * PAGE))
    return out


class Meter:
    """CPU seconds and peak memory of the executors on these workers while it is open."""

    def __init__(self, workers):
        self.workers, self.peak, self.open = workers, {w.pid: 0 for w in workers}, True
        self.sampler = threading.Thread(target=self.sample, daemon=True)

    def cpu(self):
        return sum(seconds for w in self.workers for pid, seconds, _ in processes(w.pid) if pid != w.pid)

    def sample(self):
        while self.open:
            for w in self.workers:
                # the worker itself only starts executors
                self.peak[w.pid] = max(self.peak[w.pid], sum(rss for pid, _, rss in processes(w.pid) if pid != w.pid))
            time.sleep(0.1)

    def __enter__(self):
        self.before, self.began = self.cpu(), time.time()
        self.sampler.start()
        return self

    def __exit__(self, *_):
        self.open = False
        self.sampler.join()
        self.seconds, self.wall = self.cpu() - self.before, time.time() - self.began
