#pragma once
/* report - what the files of `karmayogi report` share. */
#include "figure_bar.h"
#include "verb.h"

#include <jansson.h>
#include <karmayogi/reporting/v1/service.pb-c.h>

typedef Karmayogi__Reporting__V1__Dimension dimension;
typedef Karmayogi__Reporting__V1__Measure measure;
typedef Karmayogi__Reporting__V1__Freshness freshness;

/** report_day() - a date, or today or yesterday in India; as verb_date(). */
int report_day(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name, int32_t *days);

/** report_at_least() - the position to be waited for, where one is given. Return: 0 or CLI_USAGE. */
int report_at_least(struct cli *cli, const struct arguments *arguments, unsigned index);

/** report_freshness() - say how far the figures reach. */
void report_freshness(struct cli *cli, Karmayogi__Reporting__V1__Freshness *const *each, size_t count);

/** report_coded() - the enum whose numbers are the codes of @by, or NULL. */
const ProtobufCEnumDescriptor *report_coded(dimension by);

/** report_key() - how people call a row: its name, else what its code means, else its code. */
const char *report_key(struct cli *cli, dimension by, const char *code, const char *name_en, const char *name_hi);

/** report_basis_points() - 9012 as 90.12. Return: @text. */
char *report_basis_points(uint32_t points, char text[32]);

/** report_wants_bars() - stdout is a terminal, or --bars (at @index) is given. */
bool report_wants_bars(const struct arguments *arguments, unsigned index);

extern const struct argp_option report_onboarding_options[], report_figures_options[], report_courses_options[],
    report_definitions_options[];

/* Verbs; as verb.run. */
int report_onboarding_run(struct cli *cli, const struct arguments *arguments);
int report_figures_run(struct cli *cli, const struct arguments *arguments);
int report_courses_run(struct cli *cli, const struct arguments *arguments);
int report_definitions_run(struct cli *cli, const struct arguments *arguments);
