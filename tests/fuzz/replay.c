/*
 * replay - feeds files to a target, without libFuzzer: what was found once stays mended, whatever compiles the tests.
 *
 * usage: replay_TARGET [FILE | FOLDER]...     says how many inputs it ran; none at all is a failure
 */
#include "fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

static unsigned inputs;

static int run(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    size_t size = (size_t)status->st_size;
    (void)where;
    if (kind != FTW_F)
        return 0;
    /* As large as the input, so that the sanitizer sees a byte too many. */
    uint8_t *data = malloc(size ? size : 1);
    FILE *file = fopen(path, "re");
    if (!data || !file || fread(data, 1, size, file) != size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    fprintf(stderr, "replay: %s\n", path);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    inputs++;
    return 0;
}

int main(int argc, char **argv)
{
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        if (nftw(argv[i], run, 8, FTW_PHYS) != 0) {
            perror(argv[i]);
            return 2;
        }
    }
    printf("replay: %u inputs\n", inputs);
    return inputs ? 0 : 2;
}
