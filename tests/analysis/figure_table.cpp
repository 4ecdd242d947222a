// That the table of figures of merit, and the page on the language, say everything.
#include <catch2/catch.hpp>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <set>
#include <span>

using namespace gaussnet;

TEST_CASE("Every figure of the table says what it is, and its keys have examples") {
  std::set<std::string> names;
  for (const FigureRow& row : figure_rows()) {
    CAPTURE(row.name);
    CHECK(names.insert(std::string(row.name)).second);
    CHECK(row.evaluate != nullptr);
    CHECK_FALSE(row.meaning.empty());
    CHECK_FALSE(row.equation.empty());
    CHECK_FALSE(row.range.empty());
    CHECK_FALSE(row.source.empty());
    CHECK(row.traits.low <= row.traits.in_vacuum);
    CHECK(row.traits.in_vacuum <= row.traits.high);
    CHECK(row.traits.is_logarithm == (row.unit == "nats"));
    for (const KeyRow& key : row.keys) {
      CAPTURE(key.name);
      CHECK_FALSE(key.meaning.empty());
      CHECK_FALSE(key.example.empty());
    }
  }
}

namespace {

void check_said(const std::string& page, std::span<const KeyRow> keys) {
  for (const KeyRow& key : keys) {
    CAPTURE(key.name);
    CHECK(page.find("`" + std::string(key.name)) != std::string::npos);
    // What a map of free names or a list holds has no key of its own.
    const bool holds = key.shape == KeyRow::Shape::groups || key.shape == KeyRow::Shape::named ||
                       key.shape == KeyRow::Shape::list;
    check_said(page, holds ? key.keys.front().keys : key.keys);
  }
}

}  // namespace

TEST_CASE("The page on the language says every word that is built") {
  const std::string page = read_text_file(DOCS_DIR "/language.md");
  check_said(page, top_level_keys());
  check_said(page, link_keys());
  for (const NodeTypeRow& type : node_types()) {
    CAPTURE(type.name);
    CHECK(page.find("**`" + std::string(type.name) + "`**") != std::string::npos);
    check_said(page, type.keys);
  }
  for (const FigureRow& figure : figure_rows()) {
    CAPTURE(figure.name);
    CHECK(page.find("| `" + std::string(figure.name) + "`") != std::string::npos);
    check_said(page, figure.keys);
  }
}
