/* sample - `karmayogi sample`: made-up staff lists of any size, to try the system with and to test it. */
#include "message_json.h"
#include "sample_file.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SHARING  8000 /* of 10,000: four of five people can share the mobile of the first */
#define MOST_SPELLING 8

enum {
    OPTION_GOOD,
    OPTION_SEED,
    OPTION_DISTRICT,
    OPTION_BAD,
    OPTION_REPEATED,
    OPTION_CLASHING,
    OPTION_HINDI,
    OPTION_SHARED,
    OPTION_UNKNOWN,
    OPTION_LAYOUT,
    OPTION_HEADER,
    OPTION_NO_HEADER,
    OPTION_BOM,
    OPTION_CRLF,
    OPTION_CADRE,
    OPTION_DESIGNATIONS,
    OPTION_ORG,
    OPTION_OUT,
    OPTION_TRUTH,
    OPTION_CORRECTED,
};

/* PERCENT of the command line into parts of 10,000. */
static int read_share(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
                      unsigned most, unsigned *share)
{
    const char *text = arguments->options[index];
    char *end, most_text[NUMBER_TEXT_BYTES];
    double per_cent;

    if (!text)
        return 0;
    errno = 0;
    per_cent = strtod(text, &end);
    if (end != text && *end == '\0' && errno == 0 && per_cent >= 0 && per_cent * 100 <= most) {
        *share = (unsigned)(per_cent * 100 + 0.5);
        return 0;
    }
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_NUMBER, name, number_indian(most / 100, most_text));
}

struct shares {
    unsigned bad, repeated, clashing;
};

static int read_people(struct cli *cli, const struct arguments *arguments, struct sample_settings *people)
{
    uint64_t district = 0;
    const char *cadre = arguments->options[OPTION_CADRE] ? arguments->options[OPTION_CADRE] : "police";
    int result = verb_number(cli, arguments, OPTION_SEED, "--seed", UINT32_MAX, &people->seed);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", 999, &district);
    if (result == 0 && district == 0)
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--district CODE");
    if (result == 0)
        result = read_share(cli, arguments, OPTION_HINDI, "--hindi", 10000, &people->hindi);
    if (result == 0)
        result = read_share(cli, arguments, OPTION_SHARED, "--shared-mobile", MOST_SHARING, &people->shared_mobile);
    if (result == 0)
        result =
            read_share(cli, arguments, OPTION_UNKNOWN, "--unknown-designation", 10000, &people->unknown_designation);
    people->district = (uint32_t)district;
    people->cadre = sample_cadre_find(cadre);
    if (result == 0 && !people->cadre)
        result = cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--cadre", "police, health, education");
    return result;
}

static int read_plan(struct cli *cli, const struct arguments *arguments, struct sample_plan *plan)
{
    const char *layout = arguments->options[OPTION_LAYOUT] ? arguments->options[OPTION_LAYOUT] : "igot";
    struct shares shares = {0, 0, 0};
    uint64_t good = 0;
    int result = read_people(cli, arguments, &plan->people);

    if (result == 0 && !arguments->options[OPTION_GOOD])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--rows-good N");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_GOOD, "--rows-good", SAMPLE_MOST_PEOPLE, &good);
    if (result == 0)
        result = read_share(cli, arguments, OPTION_BAD, "--bad", 10000, &shares.bad);
    if (result == 0)
        result = read_share(cli, arguments, OPTION_REPEATED, "--repeated", 10000, &shares.repeated);
    if (result == 0)
        result = read_share(cli, arguments, OPTION_CLASHING, "--clashing", 10000, &shares.clashing);
    if (result != 0)
        return result;
    if (sample_plan_rows(plan, good, shares.bad, shares.repeated, shares.clashing) != 0)
        return cli_error(cli, CLI_USAGE, WORD_SAMPLE_SHARES);
    if (plan->rows[SAMPLE_GOOD] + plan->rows[SAMPLE_BAD] + plan->rows[SAMPLE_CLASHING] > SAMPLE_MOST_PEOPLE)
        return cli_error(cli, CLI_USAGE, WORD_SAMPLE_TOO_LARGE, "40,00,000");
    plan->named = strcmp(layout, "named") == 0;
    if (!plan->named && strcmp(layout, "igot") != 0)
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--layout", "igot, named");
    plan->header = !arguments->options[OPTION_NO_HEADER];
    if (plan->named && !plan->header)
        return cli_error(cli, CLI_USAGE, WORD_SAMPLE_HEADER);
    plan->organisation = plan->named ? arguments->options[OPTION_ORG] : NULL;
    plan->bom = arguments->options[OPTION_BOM] != NULL;
    plan->line_end = arguments->options[OPTION_CRLF] ? "\r\n" : "\n";
    return 0;
}

static size_t place_of(const struct csv_row *header, const char *name)
{
    size_t i = 0;

    while (i < header->count && strcmp(header->cells[i], name) != 0)
        i++;
    return i;
}

static const char *cell_at(const struct csv_row *row, size_t place)
{
    return place < row->count ? row->cells[place] : "";
}

static void add_spelling(struct arena *arena, struct sample_spellings *spellings, const char *text, size_t length)
{
    const char *copy = length ? arena_string(arena, text, length) : NULL;

    if (!copy)
        return;
    if (!isascii((unsigned char)copy[0]) && spellings->hi_count < MOST_SPELLING)
        spellings->hi[spellings->hi_count++] = copy;
    else if (isascii((unsigned char)copy[0]) && spellings->en_count < MOST_SPELLING)
        spellings->en[spellings->en_count++] = copy;
}

static void take_spellings(struct arena *arena, struct sample_spellings *spellings, const struct csv_row *header,
                           const struct csv_row *row)
{
    const char *en = cell_at(row, place_of(header, "name_en")), *hi = cell_at(row, place_of(header, "name_hi"));
    const char *aliases = cell_at(row, place_of(header, "aliases"));

    add_spelling(arena, spellings, en, strlen(en));
    add_spelling(arena, spellings, hi, strlen(hi));
    while (*aliases) {
        size_t length = strcspn(aliases, "|");

        add_spelling(arena, spellings, aliases, length);
        aliases += length + (aliases[length] == '|');
    }
}

/* The header's cells must outlive the next row. */
static int copy_header(struct arena *arena, const struct csv_row *row, struct csv_row *copy)
{
    const char **cells = arena_zalloc(arena, row->count, sizeof(*cells));

    for (size_t i = 0; i < row->count && cells; i++)
        cells[i] = arena_string(arena, row->cells[i], strlen(row->cells[i]));
    *copy = (struct csv_row){.line = row->line, .count = row->count, .cells = cells};
    return arena->failed ? error_raise("out of memory for the list of designations") : 0;
}

/* Spellings of the cadre's designations as the master list's file has them, so that rows use its aliases too. */
static int read_spellings(struct cli *cli, const char *path, struct sample_settings *people)
{
    const struct sample_cadre *cadre = people->cadre;
    struct sample_spellings *all = arena_zalloc(&cli->arena, cadre->post_count, sizeof(*all));
    CLEANUP(csv_file_close_pointer) struct csv_file *file = NULL;
    struct csv_row header, row;
    int result = all ? csv_file_open(&file, path) : error_raise("out of memory");

    if (result < 0)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_READ, path, error_trail());
    result = csv_file_next(file, &row);
    if (result == CSV_FILE_ROW && place_of(&row, "code") < row.count && copy_header(&cli->arena, &row, &header) == 0) {
        while ((result = csv_file_next(file, &row)) == CSV_FILE_ROW) {
            for (size_t i = 0; i < cadre->post_count; i++) {
                if (strcmp(cadre->posts[i].code, cell_at(&row, place_of(&header, "code"))) == 0)
                    take_spellings(&cli->arena, &all[i], &header, &row);
            }
        }
    }
    if (result != CSV_FILE_END)
        return result < 0 ? result : cli_error(cli, CLI_FILE, WORD_NO_LIST_FILE, path);
    people->spellings = all;
    return 0;
}

static int open_out(struct cli *cli, const char *path, FILE **file)
{
    if (!path)
        return 0;
    *file = fopen(path, "we");
    return *file ? 0 : cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
}

static int close_out(struct cli *cli, const char *path, FILE **file)
{
    int result = *file ? fclose(*file) : 0;

    *file = NULL;
    return result == 0 ? 0 : cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
}

static int write_files(struct cli *cli, const struct arguments *arguments, const struct sample_plan *plan)
{
    CLEANUP(fclose_pointer) FILE *out = NULL;
    CLEANUP(fclose_pointer) FILE *truth = NULL;
    CLEANUP(fclose_pointer) FILE *corrected = NULL;
    int result = open_out(cli, arguments->options[OPTION_OUT], &out);

    if (result == 0)
        result = open_out(cli, arguments->options[OPTION_TRUTH], &truth);
    if (result == 0)
        result = open_out(cli, arguments->options[OPTION_CORRECTED], &corrected);
    if (result != 0)
        return result;
    if (sample_file_write(plan, out, truth, corrected) < 0)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, arguments->options[OPTION_OUT], error_trail());
    result = close_out(cli, arguments->options[OPTION_OUT], &out);
    if (result == 0)
        result = close_out(cli, arguments->options[OPTION_TRUTH], &truth);
    return result == 0 ? close_out(cli, arguments->options[OPTION_CORRECTED], &corrected) : result;
}

static int report_sample(struct cli *cli, const struct arguments *arguments, const struct sample_plan *plan)
{
    char text[SAMPLE_KINDS][NUMBER_TEXT_BYTES];

    if (cli->json)
        return message_json_print(
            json_pack("{s:s, s:I, s:I, s:I, s:I}", "file", arguments->options[OPTION_OUT], "good",
                      (json_int_t)plan->rows[SAMPLE_GOOD], "bad", (json_int_t)plan->rows[SAMPLE_BAD], "repeated",
                      (json_int_t)plan->rows[SAMPLE_REPEATED], "clashing", (json_int_t)plan->rows[SAMPLE_CLASHING]));
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        number_indian((int64_t)plan->rows[kind], text[kind]);
    cli_say(cli, WORD_SAMPLE_DONE, arguments->options[OPTION_OUT], text[SAMPLE_GOOD], text[SAMPLE_BAD],
            text[SAMPLE_REPEATED], text[SAMPLE_CLASHING]);
    return 0;
}

static int run_sample(struct cli *cli, const struct arguments *arguments)
{
    struct sample_plan plan = {.people = {.seed = 1}};
    int result = read_plan(cli, arguments, &plan);

    if (result == 0 && !arguments->options[OPTION_OUT])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--out FILE");
    if (result == 0 && arguments->options[OPTION_DESIGNATIONS])
        result = read_spellings(cli, arguments->options[OPTION_DESIGNATIONS], &plan.people);
    if (result == 0)
        result = write_files(cli, arguments, &plan);
    return result == 0 ? report_sample(cli, arguments, &plan) : result;
}

static const struct argp_option sample_options[] = {
    VERB_OPTION(OPTION_GOOD, "rows-good", "N", "Rows that must remain, stored or flagged; at most 40,00,000; needed"),
    VERB_OPTION(OPTION_SEED, "seed", "S", "The same seed gives the same file (1)"),
    VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "LGD code of the district; needed"),
    VERB_OPTION(OPTION_BAD, "bad", "PERCENT", "Share of rows that break a rule (0)"),
    VERB_OPTION(OPTION_REPEATED, "repeated", "PERCENT",
                "Share of rows that repeat an earlier one, half of them in another "
                "spelling (0)"),
    VERB_OPTION(OPTION_CLASHING, "clashing", "PERCENT",
                "Share of rows with the employee id or e-mail of an earlier one and "
                "other content (0)"),
    VERB_OPTION(OPTION_HINDI, "hindi", "PERCENT", "Share of people written in Devanagari (0)"),
    VERB_OPTION(OPTION_SHARED, "shared-mobile", "PERCENT",
                "Share of people with the mobile of another, at most 80 (0)"),
    VERB_OPTION(OPTION_UNKNOWN, "unknown-designation", "PERCENT", "Share of designations that no master list has (0)"),
    VERB_OPTION(OPTION_LAYOUT, "layout", "igot|named",
                "14 columns as iGOT has them, or named columns with parents' names "
                "(igot)"),
    VERB_OPTION(OPTION_HEADER, "header", NULL, "With a header; so it is without this option"),
    VERB_OPTION(OPTION_NO_HEADER, "no-header", NULL, "Without a header"),
    VERB_OPTION(OPTION_BOM, "bom", NULL, "With a byte order mark, as spreadsheets write"),
    VERB_OPTION(OPTION_CRLF, "crlf", NULL, "Lines end with CR LF"),
    VERB_OPTION(OPTION_CADRE, "cadre", "WORD", "police, health or education (police)"),
    VERB_OPTION(OPTION_DESIGNATIONS, "designations", "FILE",
                "Use the spellings of this master list (code,name_en,name_hi,"
                "aliases,level)"),
    VERB_OPTION(OPTION_ORG, "org", "ID", "Named layout: a column with this organisation"),
    VERB_OPTION(OPTION_OUT, "out", "FILE", "The file; needed"),
    VERB_OPTION(OPTION_TRUTH, "truth", "FILE",
                "Also write line,kind,what for every row: what a correct service must find"),
    VERB_OPTION(OPTION_CORRECTED, "corrected", "FILE",
                "Also write the bad rows as they should have been, with their lines; "
                "can be imported"),
    {0},
};

static const struct verb verbs[] = {
    {"", "", "Write a made-up staff list.",
     "After a correct service has refused the bad, repeated and clashing rows, exactly N officials remain. People, "
     "numbers "
     "and addresses are made up; addresses end with .example.\n\nExample:\n  karmayogi sample --rows-good 500 --seed 7 "
     "--district 169 --bad 2 \\\n      --repeated 1 --clashing 1 --hindi 40 --out meerut.csv --truth truth.csv",
     sample_options, 0, 0, run_sample},
    {.run = NULL},
};

const struct verb_family verb_sample = {"sample", "Write a made-up staff list, to try things with",
                                        "karmayogi sample --rows-good 500 --district 169 --out meerut.csv", verbs};
