/* metrics_text - see metrics_text.h. Numbers are written with all their digits, in C's form: no service sets a locale.
 */
#include "runtime/metrics_text.h"

#include <stdio.h>
#include <string.h>

#define LABELS_MOST 4

/* In label values a quote is escaped too; in HELP it stands for itself. */
static void escaped(struct metrics_text *text, const char *value, bool quoted)
{
    for (const char *at = value; *at && !text->failed; at++) {
        const char *with = *at == '\\' ? "\\\\" : *at == '\n' ? "\\n" : *at == '"' && quoted ? "\\\"" : NULL;
        text->failed = with ? buffer_append(text->out, with, 2) != 0 : buffer_append(text->out, at, 1) != 0;
    }
}

static void plain(struct metrics_text *text, const char *value)
{
    text->failed = text->failed || buffer_append(text->out, value, strlen(value)) != 0;
}

void metrics_text_head(struct metrics_text *text, const char *name, const char *type, const char *help)
{
    text->failed = text->failed || buffer_printf(text->out, "# HELP " METRICS_PREFIX "%s ", name) != 0;
    escaped(text, help, false);
    text->failed = text->failed || buffer_printf(text->out, "\n# TYPE " METRICS_PREFIX "%s %s\n", name, type) != 0;
}

static void line(struct metrics_text *text, const char *name, const char *suffix, const struct metrics_label *labels,
                 size_t count, double value)
{
    text->failed = text->failed || buffer_printf(text->out, METRICS_PREFIX "%s%s", name, suffix) != 0;
    for (size_t i = 0; i < count; i++) {
        text->failed = text->failed || buffer_printf(text->out, "%s%s=\"", i == 0 ? "{" : ",", labels[i].name) != 0;
        escaped(text, labels[i].value, true);
        plain(text, "\"");
    }
    text->failed = text->failed || buffer_printf(text->out, "%s %.15g\n", count ? "}" : "", value) != 0;
}

void metrics_text_value(struct metrics_text *text, const char *name, const struct metrics_label *labels, size_t count,
                        double value)
{
    line(text, name, "", labels, count, value);
}

void metrics_text_histogram(struct metrics_text *text, const char *name, const struct metrics_label *labels,
                            size_t count, const struct histogram *histogram, const struct histogram_bounds *bounds)
{
    struct histogram_reading reading = histogram_read(histogram, bounds);
    struct metrics_label all[LABELS_MOST];
    char bound[32] = "+Inf";
    for (size_t i = 0; i < count; i++)
        all[i] = labels[i];
    all[count] = (struct metrics_label){"le", bound};
    for (size_t i = 0; i < bounds->count; i++) {
        snprintf(bound, sizeof bound, "%.10g", (double)bounds->values[i] / (double)bounds->per_unit);
        line(text, name, "_bucket", all, count + 1, (double)reading.up_to[i]);
    }
    snprintf(bound, sizeof bound, "+Inf");
    line(text, name, "_bucket", all, count + 1, (double)reading.count);
    line(text, name, "_sum", labels, count, (double)reading.sum / (double)bounds->per_unit);
    line(text, name, "_count", labels, count, (double)reading.count);
}
