/* Makes every fsync take longer: LD_PRELOAD=slowdisk.so SLOWDISK_MS=20 server. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int late(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *ms = getenv("SLOWDISK_MS");
    struct timespec pause = {.tv_nsec = (ms ? atol(ms) : 0) * 1000000};
    nanosleep(&pause, NULL);
    return real(fd);
}

int fsync(int fd)
{
    return late("fsync", fd);
}

int fdatasync(int fd)
{
    return late("fdatasync", fd);
}
