/* strength - see strength.h. */
#include "domain/strength.h"

/* The declaration that holds on the day. */
static struct strength own_strength(const struct model_organisation *organisation, int32_t day)
{
    struct strength strength = {.source = ""};
    for (size_t i = 0; i < organisation->strength_count && organisation->strengths[i].declared_on <= day; i++)
        strength = (struct strength){true, organisation->strengths[i].count, organisation->strengths[i].source,
                                     organisation->strengths[i].declared_on};
    return strength;
}

void strength_add(struct strength *sum, bool first, const struct strength *part)
{
    if (first) {
        *sum = *part;
        return;
    }
    sum->declared &= part->declared;
    sum->count += part->count;
    sum->source = "";
    if (part->declared_on < sum->declared_on)
        sum->declared_on = part->declared_on;
}

/* An organisation's strength is its own declaration, or else the sum of its children's where each of them has one.
 * Children have greater ordinals: one pass from the end. */
struct strength *strength_all(const struct model *model, int32_t day, struct arena *arena)
{
    struct strength *all = arena_zalloc(arena, model->organisation_count + 1u, sizeof *all);
    bool *has_child = arena_zalloc(arena, model->organisation_count + 1u, sizeof *has_child);
    struct strength *sums = arena_zalloc(arena, model->organisation_count + 1u, sizeof *sums);
    if (!all || !sums || !has_child)
        return NULL;
    for (uint32_t i = model->organisation_count; i-- > 0;) {
        const struct model_organisation *organisation = &model->organisations[i];
        all[i] = own_strength(organisation, day);
        if (!all[i].declared && has_child[i])
            all[i] = sums[i];
        if (!all[i].declared)
            all[i] = (struct strength){.source = ""};
        if (organisation->parent) {
            uint32_t parent = organisation->parent - 1;
            strength_add(&sums[parent], !has_child[parent], &all[i]);
            has_child[parent] = true;
        }
    }
    return all;
}
