/*
 * strike - see strike.h. The functions below stand before those of the C library (or of the address sanitizer), which
 * they call. Until those are found, and while they are looked for, memory comes from a small block that is never given
 * back. What is live stands in a table of addresses with open addressing.
 */
#include "strike.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SLOTS = 1 << 17, CALLERS = 6 };

struct slot {
    uintptr_t address; /* 0: empty */
    uint64_t number;
    size_t bytes;
    void *callers[CALLERS];
};

static struct slot slots[SLOTS];
static size_t live;
static uint64_t last_number;
static atomic_flag lock = ATOMIC_FLAG_INIT; /* a mutex would be the sanitizer's, which may not be ready */
static bool traced;                         /* callers of what is allocated are remembered, too: slow */

static _Thread_local bool armed, inside;
static _Thread_local struct strike_plan planned;
static _Thread_local uint64_t asked, refused, pattern;
static _Thread_local struct strike_place *first_place;

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);
static int (*next_posix_memalign)(void **, size_t, size_t);
static void *(*next_mmap)(void *, size_t, int, int, int, off_t);

static _Alignas(16) unsigned char first_block[1 << 16];
static size_t first_used;

static void *first_alloc(size_t size)
{
    size = (size + 15) / 16 * 16;
    if (size > sizeof first_block - first_used)
        return NULL;
    void *memory = first_block + first_used;
    first_used += size;
    return memory;
}

static bool of_first_block(const void *pointer)
{
    return (const unsigned char *)pointer >= first_block &&
           (const unsigned char *)pointer < first_block + sizeof first_block;
}

/* Return: whether the next functions are known. */
static bool find_next(void)
{
    static bool finding;
    if (next_mmap)
        return true;
    if (finding)
        return false;
    finding = true;
    *(void **)&next_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&next_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&next_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&next_free = dlsym(RTLD_NEXT, "free");
    *(void **)&next_posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
    *(void **)&next_mmap = dlsym(RTLD_NEXT, "mmap");
    finding = false;
    return next_mmap != NULL;
}

/* ZeroMQ, and what it stands on: it ends the process where it has no memory, and allocates on threads of its own. */
static const char *const foreign_names[] = {"libzmq", "libstdc++", "libpgm", "libnorm"};
static struct {
    uintptr_t from, to;
} foreign[8];
static size_t foreign_count;

static int find_foreign(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size, (void)context;
    bool found = false;
    for (size_t i = 0; i < sizeof foreign_names / sizeof foreign_names[0]; i++)
        found |= strstr(info->dlpi_name, foreign_names[i]) != NULL;
    for (int i = 0; i < info->dlpi_phnum && found; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || foreign_count == sizeof foreign / sizeof foreign[0])
            continue;
        foreign[foreign_count].from = info->dlpi_addr + part->p_vaddr;
        foreign[foreign_count++].to = info->dlpi_addr + part->p_vaddr + part->p_memsz;
    }
    return 0;
}

static bool is_foreign(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;
    for (size_t i = 0; i < foreign_count; i++)
        if (at >= foreign[i].from && at < foreign[i].to)
            return true;
    return false;
}

/* What is live */

static size_t home_of(uintptr_t address)
{
    return (size_t)((address >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 40) & (SLOTS - 1);
}

static void take_lock(void)
{
    while (atomic_flag_test_and_set(&lock))
        ;
}

static void *note(void *pointer, size_t bytes, const void *caller)
{
    if (!pointer || is_foreign(caller))
        return pointer;
    struct slot slot = {.address = (uintptr_t)pointer, .bytes = bytes};
    if (traced && !inside) {
        void *frames[CALLERS + 2];
        inside = true;
        int count = backtrace(frames, CALLERS + 2);
        for (int i = 2; i < count; i++)
            slot.callers[i - 2] = frames[i];
        inside = false;
    }
    take_lock();
    slot.number = ++last_number;
    size_t at = home_of(slot.address);
    while (slots[at].address)
        at = (at + 1) & (SLOTS - 1);
    slots[at] = slot;
    if (++live > SLOTS / 4 * 3)
        abort();
    atomic_flag_clear(&lock);
    return pointer;
}

static void forget(const void *pointer)
{
    uintptr_t address = (uintptr_t)pointer;
    take_lock();
    size_t gap = home_of(address);
    while (slots[gap].address && slots[gap].address != address)
        gap = (gap + 1) & (SLOTS - 1);
    if (slots[gap].address) {
        live--;
        for (size_t at = (gap + 1) & (SLOTS - 1); slots[at].address; at = (at + 1) & (SLOTS - 1)) {
            size_t home = home_of(slots[at].address);
            if (((at - home) & (SLOTS - 1)) < ((at - gap) & (SLOTS - 1)))
                continue;
            slots[gap] = slots[at];
            gap = at;
        }
        slots[gap].address = 0;
    }
    atomic_flag_clear(&lock);
}

size_t strike_count(void)
{
    return live;
}

uint64_t strike_mark(void)
{
    return last_number;
}

void *strike_live_since(uint64_t mark, size_t *bytes, struct strike_place *place)
{
    const struct slot *oldest = NULL;
    for (size_t i = 0; i < SLOTS; i++)
        if (slots[i].address && slots[i].number > mark && (!oldest || slots[i].number < oldest->number))
            oldest = &slots[i];
    if (!oldest)
        return NULL;
    *bytes = oldest->bytes;
    for (place->count = 0; place->count < CALLERS && oldest->callers[place->count]; place->count++)
        place->frames[place->count] = oldest->callers[place->count];
    return (void *)oldest->address;
}

/* Refusing */

void strike_arm(struct strike_plan plan, struct strike_place *place)
{
    planned = plan;
    asked = refused = 0;
    pattern = plan.number;
    first_place = place;
    if (place)
        place->count = 0;
    armed = true;
}

bool strike_hit(void)
{
    return refused > 0;
}

uint64_t strike_disarm(void)
{
    armed = false;
    return asked;
}

void strike_pause(void)
{
    inside = true;
}

void strike_go_on(void)
{
    inside = false;
}

/* Return: whether the plan wants the allocation refused that is asked for now. One of sixteen, by splitmix64. */
static bool is_planned(void)
{
    uint64_t mixed;
    switch (planned.kind) {
    case STRIKE_NONE:
        break;
    case STRIKE_ONE:
        return asked == planned.number;
    case STRIKE_ONWARDS:
        return asked >= planned.number;
    case STRIKE_PATTERN:
        mixed = pattern += UINT64_C(0x9E3779B97F4A7C15);
        mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
        return (mixed ^ mixed >> 31) % 16 == 0;
    }
    return false;
}

/* Return: whether this allocation is refused. */
static bool strikes(const void *caller)
{
    if (!armed || inside || is_foreign(caller))
        return false;
    asked++;
    if (!is_planned())
        return false;
    if (refused++ == 0 && first_place) {
        inside = true;
        first_place->count = backtrace(first_place->frames, STRIKE_FRAMES);
        inside = false;
    }
    errno = ENOMEM;
    return true;
}

/* The C library's names */

#define CALLER __builtin_return_address(0)

void *malloc(size_t size)
{
    if (!find_next())
        return first_alloc(size);
    return strikes(CALLER) ? NULL : note(next_malloc(size), size, CALLER);
}

void *calloc(size_t count, size_t size)
{
    size_t total;
    if (!find_next())
        return __builtin_mul_overflow(count, size, &total) ? NULL : first_alloc(total);
    return strikes(CALLER) ? NULL : note(next_calloc(count, size), count * size, CALLER);
}

void free(void *pointer)
{
    if (!pointer || of_first_block(pointer) || !find_next())
        return;
    forget(pointer);
    next_free(pointer);
}

void *realloc(void *pointer, size_t size)
{
    if (!find_next() || of_first_block(pointer)) {
        void *moved = malloc(size);
        if (moved && pointer)
            memcpy(moved, pointer, size); /* within the block there is always something to read */
        return moved;
    }
    if (strikes(CALLER))
        return NULL;
    void *moved = next_realloc(pointer, size);
    if (!moved && size > 0)
        return NULL;
    if (pointer)
        forget(pointer);
    return note(moved, size, CALLER);
}

int posix_memalign(void **pointer, size_t alignment, size_t size)
{
    if (!find_next() || strikes(CALLER))
        return ENOMEM;
    int result = next_posix_memalign(pointer, alignment, size);
    if (result == 0)
        note(*pointer, size, CALLER);
    return result;
}

void *memalign(size_t alignment, size_t size)
{
    void *pointer = NULL;
    int result = posix_memalign(&pointer, alignment < sizeof(void *) ? sizeof(void *) : alignment, size);
    if (result)
        errno = result;
    return result ? NULL : pointer;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

/* The sanitizers' own strdup() would not ask our malloc(). */
char *strndup(const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    char *copy = malloc(length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *strdup(const char *text)
{
    return strndup(text, strlen(text));
}

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
{
    if (!find_next() || strikes(CALLER)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    return next_mmap(address, length, protection, flags, descriptor, offset);
}

/* The first backtrace() loads a library. */
static __attribute__((constructor)) void begin(void)
{
    void *frames[2];
    backtrace(frames, 2);
    dl_iterate_phdr(find_foreign, NULL);
    traced = getenv("MEMORY_TRACED") != NULL;
}
