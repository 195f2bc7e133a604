#pragma once
/*
 * error - how a function says that the machinery failed.
 *
 * The house rule for return values: 0 done; > 0 an outcome of the rules, documented at the function; < 0 the machinery
 * failed (disk, memory, socket). A negative value is never inspected: it is passed up unchanged and logged once at the
 * top, together with the trail that every level may add to. The trail belongs to the thread.
 */
#include <stddef.h>

/* What the functions below return is below zero, wherever they are compiled: so do analysers know that a function that
 * returns error_raise() did not set what it was to set. */
static inline int error_negative(int result)
{
    return result < 0 ? result : -1;
}

/**
 * error_raise() - begin a trail
 * @format: what failed, without a line end; personal data does not belong here
 *
 * Return: -1, so that `return error_raise(...)` reads well.
 */
int(error_raise)(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define error_raise(...) error_negative((error_raise)(__VA_ARGS__))

/** error_system() - as error_raise(), followed by the text of errno. Return: -1. */
int(error_system)(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define error_system(...) error_negative((error_system)(__VA_ARGS__))

/**
 * error_pass() - add "what we were doing" in front of the trail
 * @result: the negative value that came from below
 *
 * Return: @result.
 */
int error_pass(int result, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** error_trail() - the trail of this thread, "outer: inner: cause"; never NULL; owned by the thread, valid until the
 * next error. */
const char *error_trail(void);
