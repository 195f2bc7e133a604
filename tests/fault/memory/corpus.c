/*
 * corpus - see corpus.h. One line a thing, words with single blanks:
 *
 *   story NAME
 *   before|try call METHOD ID EXPECT HEX      what a caller sends, and what becomes of it
 *   before|try page FEED HEX,HEX,...          events of one page; HEX may be `-`, nothing
 *
 * What comes before the first story is done before each of them.
 */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORIES_MOST 256

static struct arena *arena_of_corpus;

static void *need(void *memory)
{
    if (!memory) {
        fprintf(stderr, "memory: the stories are too large\n");
        exit(2);
    }
    return memory;
}

static unsigned digit(char character)
{
    const char *digits = "0123456789abcdef", *found = strchr(digits, character);
    return found ? (unsigned)(found - digits) : 0;
}

static struct store_bytes bytes_of(const char *hex, size_t length)
{
    if (length == 1)
        length = 0; /* `-` */
    uint8_t *bytes = need(arena_alloc(arena_of_corpus, length / 2 + 1));
    for (size_t i = 0; i < length / 2; i++)
        bytes[i] = (uint8_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    return (struct store_bytes){bytes, length / 2};
}

static char *word_of(char **line)
{
    char *word = strsep(line, " ");
    return need(word ? arena_string(arena_of_corpus, word, strlen(word)) : NULL);
}

static void read_page(struct house_step *step, char *line)
{
    step->feed = word_of(&line);
    step->expect = "OK";
    step->events = need(arena_zalloc(arena_of_corpus, strlen(line) + 1, sizeof *step->events));
    for (char *hex; (hex = strsep(&line, ","));)
        step->events[step->event_count++] = bytes_of(hex, strlen(hex));
}

static void read_step(struct story *story, char *line)
{
    char *when = word_of(&line), *kind = word_of(&line);
    bool before = strcmp(when, "before") == 0;
    size_t *count = before ? &story->before_count : &story->step_count;
    if (*count == (before ? CORPUS_STEPS : HOUSE_CALLS))
        need(NULL);
    struct house_step *step = before ? &story->before[(*count)++] : &story->steps[(*count)++];
    if (strcmp(kind, "page") == 0) {
        read_page(step, line);
        return;
    }
    step->method = word_of(&line);
    step->id = (unsigned)strtoul(word_of(&line), NULL, 10);
    step->expect = word_of(&line);
    step->body = bytes_of(line, strlen(line));
}

void corpus_read(struct corpus *corpus, const char *path)
{
    *corpus = (struct corpus){.stories = NULL};
    arena_init(&corpus->arena, 64u << 20);
    arena_of_corpus = &corpus->arena;
    corpus->stories = need(arena_zalloc(&corpus->arena, STORIES_MOST, sizeof *corpus->stories));
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    if (!file) {
        perror(path);
        exit(2);
    }
    while ((length = getline(&line, &room, file)) > 0) {
        line[length - 1] = '\0';
        if (strncmp(line, "story ", 6) == 0) {
            if (corpus->story_count == STORIES_MOST)
                need(NULL);
            corpus->stories[corpus->story_count++].name =
                need(arena_string(&corpus->arena, line + 6, (size_t)length - 7));
        } else {
            read_step(corpus->story_count ? &corpus->stories[corpus->story_count - 1] : &corpus->setup, line);
        }
    }
    free(line);
    fclose(file);
}

void corpus_free(struct corpus *corpus)
{
    arena_deinit(&corpus->arena);
}
