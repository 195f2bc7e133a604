#pragma once
/* master - entries of master lists as a request has them. */
#include "runtime/call.h"

/** master_take_entry() - @packed as a struct master_entry in the call's arena. What is wrong with its form refuses the
 * call. Return: 0, or < 0. */
int master_take_entry(struct call *call, struct store_bytes packed, void *entry);
