#pragma once
/*
 * check - the rules of form and of the master lists for some of an official's fields: all of them for a registration,
 * those named for an update. Private to the domain.
 */
#include "domain/change.h"
#include "domain/draft.h"

#define CHECK_REGISTRATION (1u << 30) /* organisation and effective date, which no update changes */
#define CHECK_EVERYTHING   (~0u)

/**
 * check_fields() - check what @draft says in @fields and put it into @official, which has the other fields already
 * @fields: enum change_field and CHECK_REGISTRATION
 * @day:    the day on which what is said holds
 *
 * Findings are added and sorted by field. Return: 0, or < 0: arena past its cap.
 */
int check_fields(const struct draft *draft, unsigned fields, int32_t day, const struct draft_context *context,
                 struct official *official, struct findings *findings, struct findings *flags);

/** check_found() - whether something was found already in the cell of @field. */
bool check_found(const struct findings *findings, enum field field);
