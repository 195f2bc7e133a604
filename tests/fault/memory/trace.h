#pragma once
/** trace_print() - the places in the sources that addresses belong to, a line each; those of the test itself left out.
 */
void trace_print(void *const *frames, int count);
