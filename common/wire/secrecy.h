#pragma once
/* secrecy - a process that holds secret keys and people's data leaves no picture of its memory. */

/** secrecy_begin() - no dump when the process dies, and nobody else of the same user reads its memory. For the first
 * line of main(): it cannot be taken back. */
void secrecy_begin(void);
