/*
 * replay.c - the main of an entry that is not fuzzed: each file named is one
 * input, in a block of its own size, so that a byte too far is seen.
 */
#include "fuzz.h"

static uint8_t *
load(const char *name, size_t *n)
{
	FILE *f = fopen(name, "rb");
	uint8_t *p = NULL;
	long size;

	if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0 ||
	    (p = malloc(size > 0 ? (size_t)size : 1)) == NULL ||
	    fseek(f, 0, SEEK_SET) != 0) {
		perror(name);
		exit(1);
	}
	*n = fread(p, 1, (size_t)size, f);
	fclose(f);
	return p;
}

int
main(int argc, char *argv[])
{
	uint8_t *p;
	size_t n;
	int i;

	for (i = 1; i < argc; i++) {
		p = load(argv[i], &n);
		LLVMFuzzerTestOneInput(p, n);
		free(p);
	}
	printf("%d inputs\n", argc - 1);
	return 0;
}
