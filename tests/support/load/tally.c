/* tally - see tally.h. */
#include "load/tally.h"

#include <stdio.h>
#include <string.h>

void tally_reason(struct tally *tally, const char *word)
{
    size_t i = 0;
    while (i < TALLY_REASONS - 1 && tally->reasons[i].word[0] && strcmp(tally->reasons[i].word, word) != 0)
        i++;
    if (i == TALLY_REASONS - 1)
        word = "OTHER";
    snprintf(tally->reasons[i].word, sizeof tally->reasons[i].word, "%s", word);
    tally->reasons[i].count++;
}

static json_t *latency_json(const struct latency *latency)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "count", (json_int_t)latency->count, "p50",
                     (json_int_t)latency_quantile(latency, 0.5), "p90", (json_int_t)latency_quantile(latency, 0.9),
                     "p99", (json_int_t)latency_quantile(latency, 0.99), "p999",
                     (json_int_t)latency_quantile(latency, 0.999), "most", (json_int_t)latency->most_us);
}

json_t *tally_json(const struct tally *tally, double seconds)
{
    const struct {
        const char *name;
        uint64_t value;
    } counts[] = {
        {"offered", tally->offered}, {"skipped", tally->skipped},     {"tries", tally->tries},
        {"ok", tally->ok},           {"refused", tally->refused},     {"unanswered", tally->unanswered},
        {"unsure", tally->unsure},   {"put_off", tally->put_off},     {"wrong", tally->wrong},
        {"late", tally->late},       {"different", tally->different}, {"breaks", tally->breaks},
    };
    json_t *json = json_object(), *reasons = json_object();
    json_object_set_new(json, "seconds", json_real(seconds));
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        json_object_set_new(json, counts[i].name, json_integer((json_int_t)counts[i].value));
    for (size_t i = 0; i < TALLY_REASONS && tally->reasons[i].word[0]; i++)
        json_object_set_new(reasons, tally->reasons[i].word, json_integer((json_int_t)tally->reasons[i].count));
    json_object_set_new(json, "ok_per_s", json_real(seconds > 0 ? (double)tally->ok / seconds : 0));
    json_object_set_new(json, "reasons", reasons);
    json_object_set_new(json, "whole_us", latency_json(&tally->whole));
    json_object_set_new(json, "try_us", latency_json(&tally->tries_us));
    json_object_set_new(json, "put_off_us", latency_json(&tally->refusals_us));
    return json;
}
