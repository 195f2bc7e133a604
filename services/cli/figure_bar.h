#pragma once
/* figure_bar - a figure as a bar of a fixed width: blocks where the terminal has them, otherwise plain ASCII. */
#include <stdbool.h>
#include <stdint.h>

#define FIGURE_BAR_COLUMNS 12
#define FIGURE_BAR_BYTES   (FIGURE_BAR_COLUMNS * 3 + 1)

/** figure_bar_blocks() - whether the locale's characters are UTF-8. */
bool figure_bar_blocks(void);

/**
 * figure_bar() - @value of @most
 * @value: above @most it is a full bar, below 0 an empty one
 * @blocks: eighths of blocks, otherwise # and .
 * Return: @text; "" where @most is 0 or less.
 */
char *figure_bar(int64_t value, int64_t most, bool blocks, char text[FIGURE_BAR_BYTES]);
