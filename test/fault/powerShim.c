/*
 * Preloaded into a program, writes down in their order all that it does to the files of one folder, and what it says on
 * stdout: the journal from which powerCut.ts makes the disk as a loss of power would have left it.
 *
 * POWER_FOLDER: the real path of the folder. POWER_JOURNAL: the file to write, outside that folder.
 * Not journalled: shared memory (-shm), which power takes anyway; renames and memory-mapped writes, which SQLite does not
 * do to a store in WAL mode with mmap_size 0.
 */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, TRUNCATE, SYNC, UNLINK, SAY };
enum { MOST_FILES = 1024, LONGEST_NAME = 64 };

static int journal = -1;
static const char *folder;
static size_t folder_length;
/* By file descriptor: the name inside the folder, "." for the folder itself, "" for anything else. */
static char names[MOST_FILES][LONGEST_NAME];

__attribute__((constructor)) static void begin(void) {
  folder = getenv("POWER_FOLDER");
  const char *file = getenv("POWER_JOURNAL");
  if (!folder || !file) return;
  folder_length = strlen(folder);
  journal = (int)syscall(SYS_openat, AT_FDCWD, file, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

#define NEXT(name) \
  static __typeof__(name) *next; \
  if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* One record: kind (1), length of the name (1), nothing (2), length of the data (4), offset (8), name, data. */
static void note(uint8_t kind, const char *name, uint64_t offset, const void *data, uint32_t length) {
  int before = errno;
  uint8_t name_length = (uint8_t)strlen(name);
  size_t size = 16 + name_length + length;
  uint8_t *record = calloc(1, size);
  if (!record) abort();
  record[0] = kind;
  record[1] = name_length;
  memcpy(record + 4, &length, 4);
  memcpy(record + 8, &offset, 8);
  memcpy(record + 16, name, name_length);
  if (length > 0) memcpy(record + 16 + name_length, data, length);
  /* A journal with a gap would prove nothing. */
  if (syscall(SYS_write, journal, record, size) != (long)size) abort();
  free(record);
  errno = before;
}

/* The name by which the journal knows a path; "" for what it does not follow. */
static const char *known(const char *path) {
  if (journal < 0 || strncmp(path, folder, folder_length) != 0) return "";
  if (path[folder_length] == '\0') return ".";
  const char *name = path + folder_length + 1;
  size_t length = strlen(name);
  if (path[folder_length] != '/' || length >= LONGEST_NAME || strchr(name, '/')) return "";
  if (length > 4 && strcmp(name + length - 4, "-shm") == 0) return "";
  return name;
}

static const char *name_of(int fd) { return fd >= 0 && fd < MOST_FILES && journal >= 0 ? names[fd] : ""; }

static int opened(int fd, const char *name, int flags, int was_there) {
  if (fd < 0) return fd;
  if (fd >= MOST_FILES) {
    if (*name) abort();
    return fd;
  }
  strcpy(names[fd], name);
  if (!*name || *name == '.') return fd;
  if (!was_there) note(CREATE, name, 0, NULL, 0);
  else if (flags & O_TRUNC) note(TRUNCATE, name, 0, NULL, 0);
  return fd;
}

#define OPEN(function) \
  int function(const char *path, int flags, ...) { \
    NEXT(function); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    const char *name = known(path); \
    int was_there = !*name || syscall(SYS_access, path, F_OK) == 0; \
    return opened(next(path, flags, mode), name, flags, was_there); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  NEXT(close);
  if (fd >= 0 && fd < MOST_FILES) names[fd][0] = '\0';
  return next(fd);
}

static ssize_t wrote(int fd, const void *data, ssize_t length, off64_t offset) {
  const char *name = name_of(fd);
  if (length > 0 && *name) note(WRITE, name, (uint64_t)offset, data, (uint32_t)length);
  return length;
}

#define PWRITE(function) \
  ssize_t function(int fd, const void *data, size_t length, off64_t offset) { \
    NEXT(function); \
    return wrote(fd, data, next(fd, data, length, offset), offset); \
  }
PWRITE(pwrite64)
PWRITE(pwrite)

ssize_t write(int fd, const void *data, size_t length) {
  NEXT(write);
  off64_t offset = *name_of(fd) ? lseek64(fd, 0, SEEK_CUR) : 0;
  ssize_t done = next(fd, data, length);
  if (fd == 1 && journal >= 0 && done > 0) note(SAY, "", 0, data, (uint32_t)done);
  return wrote(fd, data, done, offset);
}

#define TRUNCATING(function) \
  int function(int fd, off64_t length) { \
    NEXT(function); \
    int failed = next(fd, length); \
    if (!failed && *name_of(fd)) note(TRUNCATE, name_of(fd), (uint64_t)length, NULL, 0); \
    return failed; \
  }
TRUNCATING(ftruncate64)
TRUNCATING(ftruncate)

/* Noted when it has returned: a cut in the middle of a sync finds it not done. */
#define SYNCING(function) \
  int function(int fd) { \
    NEXT(function); \
    int failed = next(fd); \
    if (!failed && *name_of(fd)) note(SYNC, name_of(fd), 0, NULL, 0); \
    return failed; \
  }
SYNCING(fsync)
SYNCING(fdatasync)

int unlink(const char *path) {
  NEXT(unlink);
  const char *name = known(path);
  int failed = next(path);
  if (!failed && *name) note(UNLINK, name, 0, NULL, 0);
  return failed;
}
