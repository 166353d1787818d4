/* A load generator for IRC servers: one thread, one epoll, cheaper than what it measures.
 *
 * It connects rooms x members clients to 127.0.0.1, lets them join their rooms, waits until all are in and quiet, and
 * then lets the first `senders` of each room talk:
 *   closed (rate 0)  every sender keeps `window` messages under way; a message has arrived when the LAST of its
 *                    receivers has read it, and the window slides in order (message n + window waits for message n);
 *   paced (rate > 0) that many messages a second, senders in turn, whatever the server does.
 * Every text is 64 bytes: sender, sequence, time of sending, filler. Every receiver checks each of them: once, in order
 * per sender, unaltered, from the right nick, in the right room. One JSON line goes to stdout.
 * The server's CPU time is that of the whole process, threads included: what utime + stime of /proc/PID/stat sum up,
 * without their rounding to 10 ms.
 * Exit status: 0 all arrived, 1 something was lost, doubled, reordered, altered or cut off, 2 nothing was measured.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TEXT = 64, HEAD = 25, BEFORE = 17, READ = 1 << 18, TAIL = 16384, CLIENTS = 19000, SAMPLES = 1 << 20 };
enum state { FRESH, GREETING, JOINING, IN, QUITTING, GONE };

struct client {
    int fd, id, room, place; /* place: number within the room; the first `senders` of a room talk */
    enum state state;
    bool stalled, tagged;
    char *tail; /* the beginning of a line whose end has not come */
    int tail_len;
};
struct sender {
    uint32_t next, base; /* sequence of the next message; of the oldest that somebody still lacks */
    int *lacking;        /* receivers that lack message n, at n % window */
    bool queued;         /* is in `ready` */
};
struct seen {
    uint32_t next; /* highest sequence seen, plus 1 */
    uint64_t had;  /* bit k: sequence next - 1 - k was seen */
};

static int port, pid, rooms = 1, members = 10, talkers = 1, window = 1, stalled, burst = 256, churn_cycles, tagged = 50;
static int run_ms = 1000, warmup_ms = 200, patience_ms = 3000, spin_us = 200, rate, silent_rooms;
static const struct { const char *name; int *value, least, most; } options[] = {
    {"--port", &port, 1, 65535},       {"--pid", &pid, 1, 1 << 30},
    {"--rooms", &rooms, 1, 10000},     {"--members", &members, 2, CLIENTS}, /* of each room */
    {"--senders", &talkers, 1, 1000},  {"--window", &window, 1, 500},       /* of each room; of each sender */
    {"--ms", &run_ms, 0, 60000},       {"--warmup-ms", &warmup_ms, 0, 10000},
    {"--rate", &rate, 0, 1000000},     {"--patience-ms", &patience_ms, 100, 60000}, /* messages a second; no progress */
    {"--stalled", &stalled, 0, 1000},  {"--tagged-percent", &tagged, 0, 100}, /* members of a room that never read */
    {"--burst", &burst, 1, 10000},     {"--churn", &churn_cycles, 0, 100000}, /* connecting at once; QUIT and back */
    {"--spin-us", &spin_us, 0, 50000}, {"--silent-rooms", &silent_rooms, 0, 20}}; /* further rooms that all of a room are in and nobody talks in */

static struct client *clients;
static struct sender *senders, **ready; /* ready: those whose window may have moved */
static struct seen *seen;
static int ready_len, total, sender_total, epfd, pending, in_rooms, acknowledged, quits;
static clockid_t cpu_clock;
static uint64_t sent, expected, arrived, doubled, reordered, altered, closed;
static uint32_t latency[SAMPLES];
static uint64_t latencies;
static char filler[TEXT - HEAD + 1];

static uint64_t read_us(clockid_t clock)
{
    struct timespec t;
    if (clock_gettime(clock, &t))
        errx(2, "the server process has gone");
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static uint64_t now_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}

static long rss_kb(void)
{
    char path[64];
    long size, resident = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", pid);
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%ld %ld", &size, &resident) != 2)
        errx(2, "no memory figures of process %d", pid);
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int by_value(const void *a, const void *b)
{
    return (*(const uint32_t *)a > *(const uint32_t *)b) - (*(const uint32_t *)a < *(const uint32_t *)b);
}

static void put(struct client *c, const char *data, int len)
{
    ssize_t taken = send(c->fd, data, (size_t)len, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken >= 0 ? taken < len : errno == EAGAIN) /* a broken connection is noticed by reading it */
        errx(2, "the server no longer reads what client %d sends", c->id);
}

static void open_client(struct client *c)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)c->id};
    int one = 1, small = 4096, large = 1 << 22;
    bool tags = (c->id + 1) * tagged / 100 > c->id * tagged / 100; /* spread evenly over the rooms */
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (c->stalled)
        setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    else if (c->place < talkers)
        setsockopt(c->fd, SOL_SOCKET, SO_SNDBUF, &large, sizeof large);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) || epoll_ctl(epfd, EPOLL_CTL_ADD, c->fd, &event))
        err(2, "cannot connect");
    c->state = GREETING, c->tail_len = 0, pending++;
    char text[160];
    put(c, text, snprintf(text, sizeof text, "%sNICK b%06x\r\nUSER bench 0 * :bench\r\n%s",
                          tags ? "CAP REQ :message-tags server-time\r\n" : "", c->id, tags ? "CAP END\r\n" : ""));
}

static void lose(struct client *c)
{
    close(c->fd);
    if (c->state != QUITTING && c->state != IN)
        errx(2, "the server closed client %d before it was in its room", c->id);
    pending -= c->state == QUITTING;
    closed += c->state == IN;
    c->state = c->state == QUITTING ? FRESH : GONE;
}

static uint32_t hex(const char *text, int digits)
{
    uint32_t value = 0;
    for (; digits--; text++)
        value = value << 4 | (uint32_t)(*text > '9' ? *text - 'a' + 10 : *text - '0');
    return value;
}

/* Book a sequence number at one receiver; false when it had it. */
static bool book(struct seen *s, uint32_t seq)
{
    if (seq >= s->next) {
        uint32_t step = seq - s->next + 1;
        s->had = (step < 64 ? s->had << step : 0) | 1;
        s->next = seq + 1;
        return true;
    }
    uint64_t bit = s->next - 1 - seq < 64 ? 1ull << (s->next - 1 - seq) : 0;
    bool late = bit && !(s->had & bit);
    s->had |= bit;
    late ? reordered++ : doubled++;
    return late;
}

/* line: PRIVMSG #r00000 :sender sequence time filler */
static void on_text(struct client *c, const char *source, const char *line, int len)
{
    const char *text = line + BEFORE;
    bool whole = len == BEFORE + TEXT && !memcmp(text + HEAD, filler, TEXT - HEAD);
    int from = whole ? (int)hex(text, 6) : -1;
    uint32_t seq = hex(text + 7, 8), at = hex(text + 16, 8);
    bool known = from >= 0 && from < total && from != c->id && clients[from].place < talkers && source &&
                 source[0] == 'b' && !memcmp(source + 1, text, 6) && source[7] == '!' &&
                 clients[from].room == c->room && (int)hex(line + 10, 5) == c->room;
    struct sender *s = &senders[known ? c->room * talkers + clients[from].place : 0];
    if (!known || seq >= s->next) {
        altered++;
        return;
    }
    if (!book(&seen[(size_t)c->id * (size_t)talkers + (size_t)clients[from].place], seq))
        return;
    arrived++;
    latency[latencies++ % SAMPLES] = (uint32_t)now_us() - at;
    s->lacking[seq % (uint32_t)window]--;
    while (s->base < s->next && !s->lacking[s->base % (uint32_t)window])
        s->base++;
    if (!s->queued)
        ready[ready_len++] = s;
    s->queued = true;
}

static void on_line(struct client *c, char *line, int len)
{
    char *source = NULL, *end = line + len, text[64];
    *end = 0;
    if (*line == '@' && (line = strchr(line, ' ')))
        line++;
    if (line && *line == ':' && (source = line + 1, line = strchr(line, ' ')))
        line++;
    if (!line)
        fprintf(stderr, "load: client %d was sent half a line\n", c->id);
    else if (!strncmp(line, "PRIVMSG ", 8))
        on_text(c, source, line, (int)(end - line));
    else if (!strncmp(line, "PING ", 5))
        put(c, text, snprintf(text, sizeof text, "PONG %.50s\r\n", line + 5));
    else if (!strncmp(line, "CAP ", 4) && strstr(line, " ACK ") && !c->tagged)
        c->tagged = true, acknowledged++;
    else if (!strncmp(line, "001 ", 4) && c->state == GREETING) {
        c->state = JOINING;
        for (int i = 0; i < silent_rooms; i++)
            put(c, text, snprintf(text, sizeof text, "JOIN #s%05x%02d\r\n", c->room, i));
        put(c, text, snprintf(text, sizeof text, "JOIN #r%05x\r\n", c->room));
    } else if (!strncmp(line, "366 ", 4) && strstr(line, " #r") && c->state == JOINING) {
        c->state = IN;
        pending--;
        in_rooms++;
    } else if (!strncmp(line, "QUIT", 4) && c->id == 0)
        quits++; /* how a stalled reader of its room is seen to be cut off */
    else if (!strncmp(line, "43", 2) || (!strncmp(line, "ERROR ", 6) && c->state != QUITTING))
        fprintf(stderr, "load: client %d was told: %s\n", c->id, line);
}

static void on_bytes(struct client *c)
{
    static char buffer[TAIL + READ];
    memcpy(buffer, c->tail, (size_t)c->tail_len);
    ssize_t got = recv(c->fd, buffer + c->tail_len, READ, MSG_DONTWAIT);
    if (got <= 0) {
        if (got == 0 || (errno != EAGAIN && errno != EINTR))
            lose(c);
        return;
    }
    char *line = buffer, *end = buffer + c->tail_len + got, *stop;
    for (; (stop = memchr(line, '\n', (size_t)(end - line))); line = stop + 1)
        on_line(c, line, (int)(stop - line) - (stop > line && stop[-1] == '\r'));
    if ((c->tail_len = (int)(end - line)) > TAIL)
        errx(2, "client %d was sent a line without an end", c->id);
    if (c->tail_len && !c->tail)
        c->tail = malloc(TAIL);
    memcpy(c->tail, line, (size_t)c->tail_len);
}

/* Wait at most wait_us, then read every ready socket once; returns how many there were. It looks again and again for
 * spin_us before it sleeps: waking a reader that sleeps is charged to whoever writes, and is not the server's work. */
static int turn(int64_t wait_us)
{
    static struct epoll_event events[1024];
    struct timespec rest = {.tv_nsec = (wait_us - spin_us) * 1000};
    int64_t until = (int64_t)now_us() + (wait_us < spin_us ? wait_us : spin_us);
    int found = epoll_wait(epfd, events, 1024, 0);
    while (!found && (int64_t)now_us() < until)
        found = epoll_wait(epfd, events, 1024, 0);
    if (!found && wait_us > spin_us)
        found = epoll_pwait2(epfd, events, 1024, &rest, NULL);
    for (int i = 0; i < found; i++)
        on_bytes(&clients[events[i].data.u32]);
    return found;
}

/* Bring all fresh clients in, `burst` at a time, wait until all is quiet; returns seconds until the last was in. */
static double enter(void)
{
    uint64_t start = now_us(), moved = start;
    for (int next = 0, before = in_rooms; in_rooms < total;) {
        for (; next < total && pending < burst; next++)
            if (clients[next].state == FRESH)
                open_client(&clients[next]);
        turn(100000);
        if (in_rooms != before)
            before = in_rooms, moved = now_us();
        if (now_us() - moved > 15000000)
            errx(2, "only %d of %d clients came into their rooms", in_rooms, total);
    }
    double seconds = (double)(now_us() - start) / 1e6;
    for (int i = 0; i < 10000 && turn(200000) > 0; i++)
        ;
    return seconds;
}

static void say(struct sender *s, int count)
{
    static char text[64 * 1024];
    int index = (int)(s - senders), len = 0, receivers = members - 1 - stalled;
    struct client *c = &clients[index / talkers * members + index % talkers];
    uint32_t at = (uint32_t)now_us();
    if (c->state != IN || count < 1)
        return;
    for (; count--; s->next++, sent++, expected += (uint64_t)receivers) {
        len += sprintf(text + len, "PRIVMSG #r%05x :%06x %08x %08x %s\r\n", c->room, c->id, s->next, at, filler);
        s->lacking[s->next % (uint32_t)window] = receivers;
    }
    put(c, text, len);
}

/* Talk for that long, then wait until all has arrived, or nothing moves any more; returns the wall time in seconds. */
static double talk(int ms)
{
    uint64_t start = now_us(), now = start, moved = start, before = arrived, said = 0;
    for (int i = 0; !rate && i < sender_total; i++)
        say(&senders[i], window - (int)(senders[i].next - senders[i].base));
    for (bool sending = true; sending || arrived < expected; sending = now - start < (uint64_t)ms * 1000) {
        int64_t wait = 50000;
        if (sending && rate) {
            for (; (now - start) * (uint64_t)rate >= said * 1000000; said++)
                say(&senders[said % (uint64_t)sender_total], 1);
            wait = (int64_t)(start + said * 1000000 / (uint64_t)rate - now_us());
        }
        while (ready_len) {
            struct sender *s = ready[--ready_len];
            s->queued = false;
            if (sending && !rate)
                say(s, window - (int)(s->next - s->base));
        }
        turn(wait < 50000 ? wait : 50000);
        now = now_us();
        if (arrived != before)
            before = arrived, moved = now;
        if (now - moved > (uint64_t)patience_ms * 1000 && arrived < expected)
            break;
    }
    return (double)((arrived < expected ? moved : now) - start) / 1e6;
}

static double churn(void)
{
    double seconds = 0;
    for (int next = 0; next < churn_cycles;) {
        uint64_t start = now_us();
        for (int i = 0; i < burst && next < churn_cycles && clients[next % total].state == IN; i++, next++) {
            put(&clients[next % total], "QUIT :bench\r\n", 13);
            clients[next % total].state = QUITTING;
            in_rooms--;
            pending++;
        }
        while (pending)
            if (turn(100000) == 0 && now_us() - start > 15000000)
                errx(2, "%d clients said QUIT and were not let go", pending);
        seconds += (double)(now_us() - start) / 1e6 + enter();
    }
    return seconds;
}

static void prepare(int argc, char **argv)
{
    size_t known = sizeof options / sizeof *options;
    for (int i = 1; i < argc; i += 2) {
        size_t k = 0;
        while (k < known && strcmp(options[k].name, argv[i]))
            k++;
        int value = k < known && i + 1 < argc ? atoi(argv[i + 1]) : -1;
        if (k == known || value < options[k].least || value > options[k].most)
            errx(2, "not an option, or out of bounds: %s", argv[i]);
        *options[k].value = value;
    }
    if (!port || !pid || talkers + stalled > members || stalled > members - 2 || (long)rooms * members > CLIENTS)
        errx(2, "needed: --port, --pid; senders and stalled readers among the members; at most %d clients", CLIENTS);
    total = rooms * members, sender_total = rooms * talkers;
    clients = calloc((size_t)total, sizeof *clients);
    senders = calloc((size_t)sender_total, sizeof *senders);
    ready = calloc((size_t)sender_total, sizeof *ready);
    seen = calloc((size_t)total * (size_t)talkers, sizeof *seen);
    for (int i = 0; i < sender_total; i++)
        senders[i].lacking = calloc((size_t)window, sizeof(int));
    for (int i = 0; i < total; i++)
        clients[i] = (struct client){.id = i, .room = i / members, .place = i % members,
                                     .stalled = i % members >= members - stalled};
    for (int i = 0; i < TEXT - HEAD; i++)
        filler[i] = (char)('a' + i % 26);
    if ((epfd = epoll_create1(0)) < 0 || clock_getcpuclockid(pid, &cpu_clock))
        errx(2, "no process %d", pid);
}

int main(int argc, char **argv)
{
    prepare(argc, argv);
    uint64_t cpu = read_us(cpu_clock), messages = 0, deliveries = 0;
    double rss = (double)rss_kb(), connect_s = enter(), connect_cpu = (double)(read_us(cpu_clock) - cpu) / total;
    double rss_each = ((double)rss_kb() - rss) / total;
    cpu = read_us(cpu_clock);
    double churn_s = churn(), churn_cpu = (double)(read_us(cpu_clock) - cpu) / (churn_cycles ? churn_cycles : 1), wall = 0;
    for (int i = 0; i < total; i++)
        if (clients[i].stalled)
            epoll_ctl(epfd, EPOLL_CTL_DEL, clients[i].fd, NULL);
    cpu = read_us(cpu_clock), quits = 0;
    if (run_ms) {
        talk(warmup_ms);
        messages = sent, deliveries = arrived, latencies = 0, cpu = read_us(cpu_clock);
        wall = talk(run_ms);
        messages = sent - messages, deliveries = arrived - deliveries;
    }
    cpu = read_us(cpu_clock) - cpu;
    size_t samples = latencies < SAMPLES ? latencies : SAMPLES;
    qsort(latency, samples, sizeof *latency, by_value);
    printf("{\"clients\":%d,\"tagged\":%d,\"connect_s\":%.3f,\"connect_cpu_us\":%.1f,\"rss_kb\":%ld,\"rss_kb_each\":%.3f,"
           "\"churn_s\":%.3f,\"churn_cpu_us\":%.1f,\"wall_s\":%.4f,\"cpu_us\":%lu,\"messages\":%lu,\"deliveries\":%lu,"
           "\"p50_us\":%u,\"p99_us\":%u,\"lost\":%lu,\"doubled\":%lu,\"reordered\":%lu,\"altered\":%lu,\"closed\":%lu,"
           "\"quits\":%d}\n", total, acknowledged, connect_s, connect_cpu, rss_kb(), rss_each, churn_s, churn_cpu, wall, cpu,
           messages, deliveries, samples ? latency[samples / 2] : 0, samples ? latency[samples * 99 / 100] : 0,
           expected - arrived, doubled, reordered, altered, closed, quits);
    return expected > arrived || doubled || reordered || altered || closed;
}
