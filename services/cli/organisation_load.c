/* organisation_load - `karmayogi org load`, and the drawing of the tree. */
#include "organisation.h"

#include "message.h"
#include "message_json.h"
#include "row_file.h"

#include "base/error.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

#define MOST_STRENGTH 100000000

enum { ID, PARENT, KIND, NAME_EN, NAME_HI, DISTRICT, ESTABLISHED, STRENGTH, SOURCE, STRENGTH_ON, COLUMN_NAMES };

static const char *const names[COLUMN_NAMES] = {
    "organisation_id", "parent_id",      "kind",     "name_en",         "name_hi",
    "district_code",   "established_on", "strength", "strength_source", "strength_on",
};

typedef Karmayogi__Registration__V1__Organisation organisation;

struct loading {
    struct cli *cli;
    uint64_t created, there;
};

static char *text_of(const struct row_file *file, size_t index)
{
    return (char *)(uintptr_t)row_file_cell(file, index);
}

static int load_row(void *context, const struct row_file *file)
{
    struct loading *loading = context;
    struct cli *cli = loading->cli;
    Karmayogi__Registration__V1__Strength strength = KARMAYOGI__REGISTRATION__V1__STRENGTH__INIT,
                                          *strengths = &strength;
    organisation node = KARMAYOGI__REGISTRATION__V1__ORGANISATION__INIT, *answer;
    uint64_t district = 0, count = 0;
    int32_t established = DATE_NONE, declared = DATE_NONE;
    char line[NUMBER_TEXT_BYTES];
    bool created;
    int result = row_file_number(file, DISTRICT, UINT32_MAX, &district);

    if (result == 0)
        result = row_file_number(file, STRENGTH, MOST_STRENGTH, &count);
    if (result == 0)
        result = row_file_date(file, ESTABLISHED, &established);
    if (result == 0)
        result = row_file_date(file, STRENGTH_ON, &declared);
    if (result != 0)
        return result;
    node.organisation_id = text_of(file, ID);
    node.parent_id = text_of(file, PARENT);
    node.kind = text_of(file, KIND);
    node.name_en = text_of(file, NAME_EN);
    node.name_hi = text_of(file, NAME_HI);
    node.district_code = (uint32_t)district;
    node.established_on = message_date(&cli->arena, established);
    if (row_file_cell(file, STRENGTH)[0]) {
        strength.count = (uint32_t)count;
        strength.source = text_of(file, SOURCE);
        strength.declared_on = message_date(&cli->arena, declared);
        node.strengths = &strengths;
        node.n_strengths = 1;
    }
    result = organisation_create(cli, &node, &created, &answer);
    snprintf(line, sizeof(line), "%u", file->row.line);
    if (result != 0)
        return result < 0 ? result : cli_error(cli, result, WORD_LOAD_STOPPED, file->path, line, node.organisation_id);
    *(created ? &loading->created : &loading->there) += 1;
    arena_reset(&cli->arena);
    return 0;
}

int organisation_load(struct cli *cli, const struct arguments *arguments)
{
    struct loading loading = {.cli = cli};
    char created[NUMBER_TEXT_BYTES], there[NUMBER_TEXT_BYTES];
    int result = row_file_read(cli, arguments->positional[0], names, COLUMN_NAMES, load_row, &loading);

    if (result != 0)
        return result;
    if (cli->json)
        return message_json_print(json_pack("{s:I, s:I}", "created", (json_int_t)loading.created, "already_there",
                                            (json_int_t)loading.there));
    cli_say(cli, WORD_ORGANISATIONS_LOADED, number_indian((int64_t)loading.created, created),
            number_indian((int64_t)loading.there, there));
    return 0;
}

/* A subtree comes parents first, not in the order of drawing. */
struct branch {
    organisation *node;
    size_t number;
};

struct tree {
    struct cli *cli;
    struct branch *branches;
    size_t count, capacity;
};

static int keep_node(void *context, organisation *node)
{
    struct tree *tree = context;

    if (tree->count == tree->capacity) {
        size_t wanted = tree->capacity ? 2 * tree->capacity : 256;
        struct branch *grown = reallocarray(tree->branches, wanted, sizeof(*grown));

        if (!grown)
            return error_raise("out of memory for the tree");
        tree->branches = grown;
        tree->capacity = wanted;
    }
    tree->branches[tree->count] = (struct branch){node, tree->count};
    tree->count++;
    return 0;
}

static void draw_node(const struct tree *tree, const organisation *node, const char *prefix, const char *branch)
{
    char strength[NUMBER_TEXT_BYTES];

    printf("%s%s%s  (%s)", prefix, branch, cli_in_language(tree->cli, node->name_en, node->name_hi),
           node->organisation_id);
    if (node->n_strengths)
        printf("  %s %s", cli_word(tree->cli, WORD_STRENGTH),
               number_indian(node->strengths[node->n_strengths - 1]->count, strength));
    putchar('\n');
}

/* Children of one node stand together, in the order in which the service gave them: the sort is told their number. */
static int by_parent(const void *a, const void *b)
{
    const struct branch *x = a, *y = b;
    int order = strcmp(x->node->parent_id, y->node->parent_id);

    return order ? order : x->number < y->number ? -1 : 1;
}

static size_t first_below(const struct tree *tree, const char *id)
{
    size_t low = 0, high = tree->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(tree->branches[middle].node->parent_id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* At most 16 levels: the service refuses more. */
static void draw_below(const struct tree *tree, const char *id, const char *prefix)
{
    for (size_t i = first_below(tree, id); i < tree->count; i++) {
        const organisation *node = tree->branches[i].node;
        bool last = i + 1 == tree->count || strcmp(tree->branches[i + 1].node->parent_id, id) != 0;
        const char *deeper;

        if (strcmp(node->parent_id, id) != 0)
            return;
        draw_node(tree, node, prefix, last ? "└─ " : "├─ ");
        deeper = arena_printf(&tree->cli->arena, "%s%s", prefix, last ? "   " : "│  ");
        if (deeper && strlen(deeper) < 256)
            draw_below(tree, node->organisation_id, deeper);
    }
}

int organisation_tree(struct cli *cli, const char *below)
{
    struct tree tree = {.cli = cli};
    int result = organisation_walk(cli, below, true, keep_node, &tree);

    if (result == 0 && tree.count) {
        const organisation *top = tree.branches[0].node; /* the node itself comes first */

        draw_node(&tree, top, "", "");
        qsort(tree.branches, tree.count, sizeof(*tree.branches), by_parent);
        draw_below(&tree, top->organisation_id, "");
    }
    free(tree.branches);
    return result;
}
