// cref: the near-limit server of the comparison. One epoll loop, level-triggered,
// one thread, no allocation per request; counts "\r\n\r\n" or echoes.
// Usage: cref echo|count; prints its port.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char response[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!";
enum { RLEN = sizeof response - 1 };
static char in[1 << 16], out[1 << 16];

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void answer(int fd, int count) {
  ssize_t n = read(fd, in, sizeof in);
  if (n <= 0) {
    if (n == 0 || errno != EAGAIN) close(fd);
    return;
  }
  if (!count) {
    if (write(fd, in, n) < 0) close(fd);
    return;
  }
  size_t o = 0;
  for (char *p = in, *e = in + n; (p = memmem(p, e - p, "\r\n\r\n", 4)); p += 4) {
    if (o + RLEN > sizeof out) break;
    memcpy(out + o, response, RLEN);
    o += RLEN;
  }
  if (o && write(fd, out, o) < 0) close(fd);
}

int main(int argc, char **argv) {
  int count = argc > 1 && !strcmp(argv[1], "count"), one = 1;
  int ls = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t alen = sizeof a;
  setsockopt(ls, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (bind(ls, (void *)&a, sizeof a) || listen(ls, 1024)) die("bind");
  getsockname(ls, (void *)&a, &alen);
  printf("%d\n", ntohs(a.sin_port));
  fflush(stdout);
  int ep = epoll_create1(0);
  struct epoll_event ev = {.events = EPOLLIN, .data.fd = ls}, evs[256];
  epoll_ctl(ep, EPOLL_CTL_ADD, ls, &ev);
  for (;;) {
    int n = epoll_wait(ep, evs, 256, -1);
    for (int i = 0; i < n; i++) {
      if (evs[i].data.fd != ls) {
        answer(evs[i].data.fd, count);
        continue;
      }
      int fd;
      while ((fd = accept4(ls, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        ev.events = EPOLLIN;
        ev.data.fd = fd;
        epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev);
      }
    }
  }
}
