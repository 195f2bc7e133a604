/*
 * replay - the steps played again: what is lasting at a moment, what is still open, and every image between the two.
 * For each file two contents are kept, the lasting one and the image's; an image touches a few pages, which are put
 * back before the next one, so that an image costs what differs and not what there is.
 */
#include "private.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTORS (DISK_PAGE_BYTES / DISK_SECTOR_BYTES)

struct replay_file {
    struct disk_content lasting, image;
    uint64_t *dirty; /* pages of the image that differ from what is lasting, perhaps */
    size_t dirty_count, dirty_room;
    size_t *newest; /* piece, plus 1, that wrote to a page last; 0: none */
    size_t page_count;
};

struct name {
    const char *name;
    size_t file;
};

struct names {
    struct name *list;
    size_t count, room;
};

struct disk_replay {
    const struct disk_record *record;
    struct replay_file *files;
    struct names lasting, image;
    struct disk_piece *pieces;
    size_t piece_count, piece_room;
    size_t settled; /* of the pieces: without those of the step that has not returned */
    size_t done;    /* steps that returned */
    struct disk_found *found;
};

static void *need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* Names */

static void set_name(struct names *names, const char *name, size_t file)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->list[i].name, name) == 0) {
            names->list[i].file = file;
            return;
        }
    if (names->count == names->room) {
        names->room = names->room ? names->room * 2 : 16;
        names->list = need(realloc(names->list, names->room * sizeof *names->list));
    }
    names->list[names->count++] = (struct name){name, file};
}

static void drop_name(struct names *names, const char *name, size_t file)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->list[i].name, name) == 0 && names->list[i].file == file) {
            names->list[i] = names->list[--names->count];
            return;
        }
}

static void apply_name(struct names *names, const struct disk_step *step)
{
    if (step->kind == DISK_CREATE) {
        set_name(names, step->name, step->file);
        return;
    }
    drop_name(names, step->name, step->file);
    if (step->kind == DISK_RENAME)
        set_name(names, step->to_name, step->file);
}

static bool lies_in(const char *name, const char *folder)
{
    const char *last = strrchr(name, '/');
    size_t length = last ? (size_t)(last - name) : 0;
    return strlen(folder) == length && strncmp(name, folder, length) == 0;
}

static bool is_of_names(enum disk_kind kind)
{
    return kind == DISK_CREATE || kind == DISK_RENAME || kind == DISK_REMOVE;
}

/* Pieces */

/* Sectors of @page that a write touches. */
static uint8_t touched(const struct disk_step *step, uint64_t page)
{
    uint8_t sectors = 0;
    uint64_t begin = page * DISK_PAGE_BYTES;
    for (unsigned i = 0; i < SECTORS; i++) {
        uint64_t from = begin + (uint64_t)i * DISK_SECTOR_BYTES;
        if (step->offset < from + DISK_SECTOR_BYTES && step->offset + step->length > from)
            sectors |= (uint8_t)(1u << i);
    }
    return sectors;
}

static void add_piece(struct disk_replay *replay, struct disk_piece piece)
{
    if (replay->piece_count == replay->piece_room) {
        replay->piece_room = replay->piece_room ? replay->piece_room * 2 : 256;
        replay->pieces = need(realloc(replay->pieces, replay->piece_room * sizeof *replay->pieces));
    }
    replay->pieces[replay->piece_count++] = piece;
}

static void add_pieces(struct disk_replay *replay, size_t number)
{
    const struct disk_step *step = &replay->record->steps[number];
    if (step->kind != DISK_WRITE) {
        add_piece(replay, (struct disk_piece){.step = number, .sectors = DISK_WHOLE});
        return;
    }
    for (uint64_t page = step->offset / DISK_PAGE_BYTES; page * DISK_PAGE_BYTES < step->offset + step->length; page++)
        add_piece(replay, (struct disk_piece){.step = number, .page = page, .sectors = touched(step, page)});
}

/* The part of a write that lies in [from, to). */
static void write_range(struct disk_content *content, const struct disk_step *step, uint64_t from, uint64_t to)
{
    if (from < step->offset)
        from = step->offset;
    if (to > step->offset + step->length)
        to = step->offset + step->length;
    if (from < to)
        content_write(content, from, step->bytes + (from - step->offset), to - from);
}

static void write_sectors(struct disk_content *content, const struct disk_step *step, uint64_t page, uint8_t sectors)
{
    uint64_t begin = page * DISK_PAGE_BYTES;
    if (sectors == DISK_WHOLE) {
        write_range(content, step, begin, begin + DISK_PAGE_BYTES);
        return;
    }
    for (unsigned i = 0; i < SECTORS; i++)
        if (sectors >> i & 1)
            write_range(content, step, begin + (uint64_t)i * DISK_SECTOR_BYTES,
                        begin + (uint64_t)(i + 1) * DISK_SECTOR_BYTES);
}

/* One piece, or some sectors of it, for ever. */
static void settle(struct disk_replay *replay, const struct disk_piece *piece, uint8_t sectors)
{
    const struct disk_step *step = &replay->record->steps[piece->step];
    struct replay_file *file = &replay->files[step->file];
    if (is_of_names(step->kind)) {
        apply_name(&replay->lasting, step);
    } else if (step->kind == DISK_LENGTH) {
        content_set_length(&file->lasting, step->length);
        content_set_length(&file->image, step->length);
    } else if (step->kind == DISK_WRITE) {
        write_sectors(&file->lasting, step, piece->page, sectors);
        write_sectors(&file->image, step, piece->page, sectors);
    }
}

/* Settles the pieces that a sync covers, and keeps the others. */
static void settle_synced(struct disk_replay *replay, const struct disk_step *sync)
{
    size_t kept = 0;
    for (size_t i = 0; i < replay->piece_count; i++) {
        const struct disk_piece *piece = &replay->pieces[i];
        const struct disk_step *step = &replay->record->steps[piece->step];
        bool names = is_of_names(step->kind);
        const char *name = step->to_name ? step->to_name : step->name;
        bool covered =
            sync->kind == DISK_SYNC ? !names && step->file == sync->file : names && lies_in(name, sync->name);
        if (covered)
            settle(replay, piece, piece->sectors);
        else
            replay->pieces[kept++] = *piece;
    }
    replay->piece_count = kept;
}

/* A lasting write takes with it what was written into the same sectors before. */
static void settle_write(struct disk_replay *replay, size_t number)
{
    const struct disk_step *written = &replay->record->steps[number];
    size_t kept = 0;
    for (size_t i = 0; i < replay->piece_count; i++) {
        struct disk_piece *piece = &replay->pieces[i];
        const struct disk_step *step = &replay->record->steps[piece->step];
        if (step->kind == DISK_WRITE && step->file == written->file) {
            uint8_t common = piece->sectors & touched(written, piece->page);
            if (common)
                settle(replay, piece, common);
            piece->sectors &= (uint8_t)~common;
        }
        if (piece->sectors)
            replay->pieces[kept++] = *piece;
    }
    replay->piece_count = kept;
    struct replay_file *file = &replay->files[written->file];
    content_write(&file->lasting, written->offset, written->bytes, written->length);
    content_write(&file->image, written->offset, written->bytes, written->length);
}

static void run_step(struct disk_replay *replay, size_t number)
{
    const struct disk_step *step = &replay->record->steps[number];
    if (step->kind == DISK_SYNC || step->kind == DISK_SYNC_NAMES)
        settle_synced(replay, step);
    else if (step->lasting)
        settle_write(replay, number);
    else
        add_pieces(replay, number);
}

static void link_pieces(struct disk_replay *replay)
{
    for (size_t i = 0; i < replay->record->file_count; i++)
        memset(replay->files[i].newest, 0, replay->files[i].page_count * sizeof(size_t));
    for (size_t i = 0; i < replay->piece_count; i++) {
        struct disk_piece *piece = &replay->pieces[i];
        const struct disk_step *step = &replay->record->steps[piece->step];
        piece->before = 0;
        if (step->kind != DISK_WRITE)
            continue;
        size_t *newest = &replay->files[step->file].newest[piece->page];
        piece->before = *newest;
        *newest = i + 1;
    }
}

/* Images */

static void put_back(struct replay_file *file)
{
    for (size_t i = 0; i < file->dirty_count; i++) {
        uint64_t offset = file->dirty[i] * DISK_PAGE_BYTES;
        size_t known = offset < file->lasting.room ? DISK_PAGE_BYTES : 0;
        if (offset >= file->image.room)
            continue;
        if (known)
            memcpy(file->image.bytes + offset, file->lasting.bytes + offset, DISK_PAGE_BYTES);
        else
            memset(file->image.bytes + offset, 0, DISK_PAGE_BYTES);
    }
    file->dirty_count = 0;
    file->image.filled = file->lasting.filled;
    file->image.length = file->lasting.length;
}

static void note_dirty(struct replay_file *file, uint64_t page)
{
    if (file->dirty_count == file->dirty_room) {
        file->dirty_room = file->dirty_room ? file->dirty_room * 2 : 64;
        file->dirty = need(realloc(file->dirty, file->dirty_room * sizeof *file->dirty));
    }
    file->dirty[file->dirty_count++] = page;
}

/* A length that cuts bytes off changes pages, too. */
static void set_image_length(struct replay_file *file, uint64_t length)
{
    for (uint64_t page = length / DISK_PAGE_BYTES; page * DISK_PAGE_BYTES < file->image.filled; page++)
        note_dirty(file, page);
    content_set_length(&file->image, length);
}

static void keep_piece(struct disk_replay *replay, const struct disk_piece *piece, uint8_t sectors)
{
    const struct disk_step *step = &replay->record->steps[piece->step];
    struct replay_file *file = &replay->files[step->file];
    if (is_of_names(step->kind)) {
        apply_name(&replay->image, step);
    } else if (step->kind == DISK_LENGTH) {
        set_image_length(file, step->length);
    } else if (step->kind == DISK_WRITE) {
        note_dirty(file, piece->page);
        write_sectors(&file->image, step, piece->page, sectors);
    }
}

/* A kept sector brings with it what was written into it before. */
static void add_implied(const struct disk_replay *replay, uint8_t *keep)
{
    for (size_t i = 0; i < replay->piece_count; i++)
        keep[i] &= replay->pieces[i].sectors;
    for (size_t i = replay->piece_count; i-- > 0;) {
        const struct disk_piece *piece = &replay->pieces[i];
        if (piece->before)
            keep[piece->before - 1] |= keep[i];
        keep[i] &= piece->sectors; /* what came from later pieces and is not this one's was handed on */
    }
}

const struct disk_found *disk_replay_image(struct disk_replay *replay, uint8_t *keep, size_t *count)
{
    for (size_t i = 0; i < replay->record->file_count; i++)
        put_back(&replay->files[i]);
    replay->image.count = 0;
    for (size_t i = 0; i < replay->lasting.count; i++)
        set_name(&replay->image, replay->lasting.list[i].name, replay->lasting.list[i].file);
    add_implied(replay, keep);
    for (size_t i = 0; i < replay->piece_count; i++)
        if (keep[i])
            keep_piece(replay, &replay->pieces[i], keep[i]);
    replay->found = need(realloc(replay->found, (replay->image.count + 1) * sizeof *replay->found));
    for (size_t i = 0; i < replay->image.count; i++) {
        const struct name *name = &replay->image.list[i];
        replay->found[i] = (struct disk_found){name->name, name->file, &replay->files[name->file].image};
    }
    *count = replay->image.count;
    return replay->found;
}

const struct disk_piece *disk_replay_to(struct disk_replay *replay, size_t steps, size_t *count)
{
    size_t returned = steps == 0 ? 0 : steps - 1;
    assert(steps <= replay->record->count + 1 && returned >= replay->done);
    for (size_t i = 0; i < replay->record->file_count; i++)
        put_back(&replay->files[i]);
    replay->piece_count = replay->settled;
    for (; replay->done < returned; replay->done++)
        run_step(replay, replay->done);
    replay->settled = replay->piece_count;
    if (steps > 0 && steps <= replay->record->count) {
        enum disk_kind kind = replay->record->steps[returned].kind;
        if (kind != DISK_SYNC && kind != DISK_SYNC_NAMES)
            add_pieces(replay, returned);
    }
    link_pieces(replay);
    *count = replay->piece_count;
    return replay->pieces;
}

/* How many pages each file ever has. */
static void measure_files(struct disk_replay *replay)
{
    const struct disk_record *record = replay->record;
    for (size_t i = 0; i < record->count; i++) {
        const struct disk_step *step = &record->steps[i];
        if (step->kind != DISK_WRITE)
            continue;
        size_t pages = (step->offset + step->length + DISK_PAGE_BYTES - 1) / DISK_PAGE_BYTES;
        if (pages > replay->files[step->file].page_count)
            replay->files[step->file].page_count = pages;
    }
    for (size_t i = 0; i < record->file_count; i++)
        replay->files[i].newest = need(calloc(replay->files[i].page_count + 1, sizeof(size_t)));
}

struct disk_replay *disk_replay_new(const struct disk_record *record)
{
    struct disk_replay *replay = calloc(1, sizeof *replay);
    if (!replay)
        return NULL;
    replay->record = record;
    replay->files = need(calloc(record->file_count + 1, sizeof *replay->files));
    for (size_t i = 0; i < record->base_count; i++) {
        const struct disk_content *base = &record->base[i].content;
        struct disk_content *both[] = {&replay->files[i].lasting, &replay->files[i].image};
        for (size_t j = 0; j < 2; j++) {
            if (base->filled)
                content_write(both[j], 0, base->bytes, base->filled);
            content_set_length(both[j], base->length);
        }
        set_name(&replay->lasting, record->base[i].name, i);
    }
    measure_files(replay);
    return replay;
}

void disk_replay_free(struct disk_replay *replay)
{
    if (!replay)
        return;
    for (size_t i = 0; i < replay->record->file_count; i++) {
        content_free(&replay->files[i].lasting);
        content_free(&replay->files[i].image);
        free(replay->files[i].dirty);
        free(replay->files[i].newest);
    }
    free(replay->files);
    free(replay->lasting.list);
    free(replay->image.list);
    free(replay->pieces);
    free(replay->found);
    free(replay);
}
