#include <catch2/catch.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/reference.hpp>

using namespace gaussnet;

TEST_CASE("References name nodes, ports and copies") {
  struct Row {
    const char* text;
    const char* name;
    bool all;
    int first;
    int last;
    const char* port;
  };
  for (const Row& row :
       {Row{"spin", "spin", false, 0, 0, ""}, Row{"spin.light", "spin", false, 0, 0, "light"},
        Row{"spin(3)", "spin", false, 3, 3, ""},
        Row{"spin(2..5).light", "spin", false, 2, 5, "light"},
        Row{"a(*).in1", "a", true, 0, 0, "in1"}, Row{"σ_1.light", "σ_1", false, 0, 0, "light"},
        Row{"beam-splitter", "beam-splitter", false, 0, 0, ""},
        Row{"vacuum", "vacuum", false, 0, 0, ""}}) {
    CAPTURE(row.text);
    const auto reference = parse_reference(row.text);
    REQUIRE(reference);
    CHECK(reference->name == row.name);
    CHECK(reference->port == row.port);
    CHECK(reference->indices.has_value() == (row.all || row.first > 0));
    if (!reference->indices) continue;
    CHECK(reference->indices->all == row.all);
    CHECK(reference->indices->first == row.first);
    CHECK(reference->indices->last == row.last);
  }
}

TEST_CASE("What is no reference is refused") {
  for (const char* text :
       {"", ".", "spin.", "spin..light", "spin(", "spin()", "spin(0)", "spin(5..2)", "spin(1",
        "spin(1)light", "spin(a)", "spin(-1)", "spin(1.5)", "2spin", "spin light",
        "spin(99999999999)", "spin.light.light", "(1)", "spin[1]"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_reference(text));
  }
}

TEST_CASE("The nearest name is the one a reader would have meant") {
  const std::vector<std::string> names{"light", "linewidth", "mech", "spin"};
  CHECK(nearest_name("ligth", names) == "light");
  CHECK(nearest_name("linewidht", names) == "linewidth");
  CHECK(nearest_name("spni", names) == "spin");
  CHECK_FALSE(nearest_name("cavity", names));
  CHECK(suggestion("spn", names) == "did you mean 'spin'?");
  CHECK(suggestion("cavity", names) == "known: light, linewidth, mech and spin");
  CHECK_FALSE(suggestion("cavity", {}).empty());
}

TEST_CASE("Of many names that are unknown, the first are told the nearest") {
  KnownNames names;
  int gathered = 0;
  const auto gather = [&] {
    ++gathered;
    return std::vector<std::string>{"mech", "spin"};
  };
  for (std::size_t k = 0; k < most_mistakes; ++k) {
    REQUIRE(names.suggestion("spni", gather) == "did you mean 'spin'?");
  }
  CHECK(names.suggestion("spni", gather) == "known: mech and spin");
  CHECK(gathered == 1);
}
