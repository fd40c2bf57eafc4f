/*
 * simdjson - on demand: sums of usd by coin, exactly: simdjson FILE
 *
 * The file is mapped and read by iterate_many, the fastest way of this library
 * for lines; the members are looked up in the order of the records.
 */
#include <simdjson.h>

#include <cstdio>
#include <string>
#include <unordered_map>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace ondemand = simdjson::ondemand;

/* Whole numbers of 1e-8. */
static long long
fixed(std::string_view t)
{
	static const long long power[] = { 100000000, 10000000, 1000000, 100000,
		10000, 1000, 100, 10, 1 };
	long long v = 0;
	int decimals = -1;

	for (char c : t) {
		if (c == '.') {
			decimals = 0;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		v = v * 10 + (c - '0');
		decimals += decimals >= 0;
	}
	return v * power[decimals > 0 ? decimals : 0];
}

int
main(int argc, char **argv)
{
	std::unordered_map<std::string_view, __int128> sums;
	std::unordered_map<std::string, int> names;
	ondemand::parser parser;
	ondemand::document_stream lines;
	struct stat st;
	int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1;

	if (fd < 0 || fstat(fd, &st) != 0)
		return 1;
	size_t n = (size_t)st.st_size;
	void *room = mmap(nullptr, n + simdjson::SIMDJSON_PADDING + 4096,
	    PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	mmap(room, n, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
	if (parser.iterate_many((const char *)room, n, 1 << 20).get(lines))
		return 1;
	for (auto line : lines) {
		std::string_view base = line["base"];
		std::string_view side = line["side"];
		std::string_view usd = line["usd"].raw_json_token();
		auto at = sums.find(base);

		if (at == sums.end()) {
			auto name = names.emplace(std::string(base), 0).first;
			at = sums.emplace(name->first, 0).first;
		}
		at->second += side.empty() ? 0 : fixed(usd);
	}
	for (auto &s : sums)
		printf("%.*s\t%llu.%08llu\n", (int)s.first.size(),
		    s.first.data(), (unsigned long long)(s.second / 100000000),
		    (unsigned long long)(s.second % 100000000));
	return 0;
}
