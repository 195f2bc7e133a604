/*
 * organisations - the tree in memory: nodes as copies on the heap, found by id, by number and by department.
 *
 * A node keeps its address for as long as the tree lives, so that a pointer to it stays good when the node is replaced;
 * what it points to does not. Depth and the count of children are derived here, whatever a copy says of them.
 */
#include "domain/organisation.h"

#include "base/error.h"
#include "base/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NODES_FIRST      256
#define DEPARTMENTS_MOST 65536

struct node {
    struct organisation organisation;
    char *texts; /* all its strings */
};

/* Nodes stay where they are; this grows. */
struct numbered {
    struct node *node;
};

struct organisations {
    struct table ids;
    struct numbered *nodes; /* by number - 1 */
    size_t count;
    size_t capacity;
    struct node *departments[DEPARTMENTS_MOST];
    uint32_t department_count;
};

struct organisations *organisations_new(void)
{
    return calloc(1, sizeof(struct organisations));
}

void organisations_free(struct organisations *tree)
{
    if (!tree)
        return;
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->nodes[i].node->texts);
        free(tree->nodes[i].node);
    }
    free(tree->nodes);
    table_deinit(&tree->ids);
    free(tree);
}

static struct node *node_of(const struct organisations *tree, uint32_t number)
{
    return number >= 1 && number <= tree->count ? tree->nodes[number - 1].node : NULL;
}

static const char *place_text(char **end, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *placed = memcpy(*end, text, bytes);
    *end += bytes;
    return placed;
}

/* The texts of @organisation moved into one block of their own; false: out of memory. */
static bool own_texts(struct organisation *organisation, char **texts)
{
    const char **strings[] = {&organisation->id, &organisation->parent_id, &organisation->kind, &organisation->name_en,
                              &organisation->name_hi};
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        bytes += strlen(*strings[i]) + 1;
    for (size_t i = 0; i < organisation->strength_count; i++)
        bytes += strlen(organisation->strengths[i].source) + 1;
    *texts = malloc(bytes);
    if (!*texts)
        return false;
    char *end = *texts;
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        *strings[i] = place_text(&end, *strings[i]);
    for (size_t i = 0; i < organisation->strength_count; i++)
        organisation->strengths[i].source = place_text(&end, organisation->strengths[i].source);
    return true;
}

static int reserve(struct organisations *tree)
{
    if (table_reserve(&tree->ids, 1) < 0)
        return -1;
    if (tree->count < tree->capacity)
        return 0;
    size_t capacity = tree->capacity ? tree->capacity * 2 : NODES_FIRST;
    struct numbered *nodes = realloc(tree->nodes, capacity * sizeof *nodes);
    if (!nodes)
        return error_raise("no memory for %zu organisations", capacity);
    tree->nodes = nodes;
    tree->capacity = capacity;
    return 0;
}

static void derive(struct organisations *tree, struct node *node)
{
    struct node *parent = node_of(tree, node->organisation.parent_number);
    node->organisation.depth = parent ? parent->organisation.depth + 1 : 1;
    node->organisation.child_count = 0;
    if (parent)
        parent->organisation.child_count++;
}

static void add(struct organisations *tree, struct node *node)
{
    const struct organisation *organisation = &node->organisation;
    const struct node *parent = node_of(tree, organisation->parent_number);
    tree->nodes[tree->count++].node = node;
    table_put(&tree->ids, organisation->id, node);
    if (organisation->department_number > 0 && parent && parent->organisation.department_number == 0) {
        tree->departments[organisation->department_number] = node;
        if (organisation->department_number > tree->department_count)
            tree->department_count = organisation->department_number;
    }
    derive(tree, node);
}

int organisations_put(struct organisations *tree, const struct organisation *organisation)
{
    assert(organisation->number >= 1);
    struct organisation copy = *organisation;
    struct node *node = node_of(tree, organisation->number);
    if (!node && organisation->number != tree->count + 1)
        return error_raise("organisation %u out of order", organisation->number);
    if (organisation->parent_number != 0 && !node_of(tree, organisation->parent_number))
        return error_raise("organisation %u before the one above it", organisation->number);
    char *texts;
    if (reserve(tree) < 0 || !own_texts(&copy, &texts))
        return error_raise("no memory for an organisation");
    if (node) {
        assert(strcmp(node->organisation.id, copy.id) == 0);
        assert(node->organisation.parent_number == copy.parent_number);
        copy.depth = node->organisation.depth;
        copy.child_count = node->organisation.child_count;
        char *old_texts = node->texts;
        *node = (struct node){copy, texts};
        table_put(&tree->ids, node->organisation.id, node);
        free(old_texts); /* held the key until now */
        return 0;
    }
    node = malloc(sizeof *node);
    if (!node) {
        free(texts);
        return error_raise("no memory for an organisation");
    }
    *node = (struct node){copy, texts};
    add(tree, node);
    return 0;
}

const struct organisation *organisations_id(const struct organisations *tree, const char *id)
{
    const struct node *node = table_find(&tree->ids, id);
    return node ? &node->organisation : NULL;
}

const struct organisation *organisations_number(const struct organisations *tree, uint32_t number)
{
    const struct node *node = node_of(tree, number);
    return node ? &node->organisation : NULL;
}

uint32_t organisations_count(const struct organisations *tree)
{
    return (uint32_t)tree->count;
}

uint32_t organisations_department_count(const struct organisations *tree)
{
    return tree->department_count;
}

const struct organisation *organisations_department(const struct organisations *tree, uint16_t department_number)
{
    const struct node *node = tree->departments[department_number];
    return node ? &node->organisation : NULL;
}
