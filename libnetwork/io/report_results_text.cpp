#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/report_sections.hpp>
#include <libnetwork/io/result_words.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/reference.hpp>

namespace gaussnet {
namespace {

constexpr std::size_t kMostResultsOfDigest = 20;
constexpr std::size_t kMostItemsOfColumn = 66;  // of a list: all pairs of twelve modes
constexpr const char* kNotAsked = "-";

/// A column of the results.
struct Column {
  std::string name{};
  std::optional<FigureValue> ResultReport::*value = nullptr;
  std::vector<FigureItem> ResultReport::*items = nullptr;
};

std::vector<Column> columns_of(const Report& report) {
  std::vector<Column> columns;
  for (const Column& column :
       {Column{"unconditional", &ResultReport::unconditional, &ResultReport::unconditional_items},
        Column{"conditional", &ResultReport::conditional, &ResultReport::conditional_items}}) {
    const bool is_asked =
        std::any_of(report.results.begin(), report.results.end(),
                    [&](const ResultReport& result) { return (result.*column.value).has_value(); });
    if (is_asked) columns.push_back(column);
  }
  return columns;
}

std::string number_or_status(const FigureValue& figure) {
  return figure.status == "ok" ? number_or_less(figure.value, figure.bound) : figure.status;
}

std::string weight_in_words(const FigureValue& figure) {
  return figure.weight ? number_in_words(*figure.weight) : "";
}

std::string angles_in_words(const FigureValue& figure) {
  const bool turned = std::any_of(figure.angles.begin(), figure.angles.end(),
                                  [](double angle) { return std::abs(angle) > 1e-12; });
  if (!turned) return "";
  std::string text;
  for (const double angle : figure.angles)
    text += (text.empty() ? "" : ", ") + angle_in_words(angle);
  return text;
}

std::string log2_in_words(const FigureValue& figure) {
  if (!figure.in_log2) return "";
  return bounded_number(*figure.in_log2, figure.bound / std::log(2.0));
}

std::string shortened(const std::string& text) {
  constexpr int most = 52;
  return character_count(text) <= most ? text : slice(text, 0, most - 4) + " ...";
}

/// What stands below a result, and how it is written.
struct Detail {
  std::string_view name{};
  std::string (*in_words)(const FigureValue&) = nullptr;
};
constexpr Detail kDetails[] = {{"  in log2", log2_in_words},
                               {"  weight of the second mode", weight_in_words},
                               {"  local rotations", angles_in_words}};

std::string given_in_words(const ResultReport& result) {
  return result.request.given.empty() ? "" : "given " + listed(result.request.given);
}

void add_result(const Report& report, const ResultReport& result,
                const std::vector<Column>& columns, TextTable& table) {
  std::vector<std::string> row{result.request.name,
                               shortened(question_in_words(result.request, report.linear.modes))};
  for (const Column& column : columns) {
    const auto& figure = result.*column.value;
    row.push_back(figure ? number_or_status(*figure) : kNotAsked);
  }
  const std::size_t width = row.size();
  table.rows.push_back(std::move(row));
  if (const std::string given = given_in_words(result); !given.empty()) {
    table.rows.emplace_back(width);
    table.rows.back()[1] = shortened("  " + given);
  }
  for (const Detail& detail : kDetails) {
    std::vector<std::string> below{"", std::string(detail.name)};
    bool says_something = false;
    for (const Column& column : columns) {
      const auto& figure = result.*column.value;
      below.push_back(figure && figure->status == "ok" ? detail.in_words(*figure) : "");
      says_something = says_something || !below.back().empty();
    }
    if (says_something) table.rows.push_back(std::move(below));
  }
}

const FigureItem* find_item(const std::vector<FigureItem>& items, const FigureItem& wanted) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const FigureItem& item) {
    return item.a == wanted.a && item.b == wanted.b;
  });
  return found == items.end() ? nullptr : &*found;
}

/// The first items of each column, those of the first column in its order.
std::vector<FigureItem> items_of(const ResultReport& result, const std::vector<Column>& columns) {
  std::vector<FigureItem> together;
  for (const Column& column : columns) {
    const std::vector<FigureItem>& items = result.*column.items;
    for (std::size_t k = 0; k < std::min(items.size(), kMostItemsOfColumn); ++k) {
      if (!find_item(together, items[k])) together.push_back(items[k]);
    }
  }
  return together;
}

std::string list_in_words(const Report& report, const ResultReport& result,
                          const std::vector<Column>& columns) {
  const std::vector<std::string>& names = report.linear.modes;
  TextTable table{.heading = {result.request.name}};
  for (const Column& column : columns) table.heading.push_back(column.name);
  const std::vector<FigureItem> items = items_of(result, columns);
  std::size_t most = 0;
  for (const Column& column : columns) most = std::max(most, (result.*column.items).size());
  for (const FigureItem& wanted : items) {
    std::vector<std::string> row{shortened(item_in_words(result.request, wanted, names))};
    for (const Column& column : columns) {
      const FigureItem* item = find_item(result.*column.items, wanted);
      row.push_back(item ? number_or_status(item->value) : kNotAsked);
    }
    table.rows.push_back(std::move(row));
  }
  std::string question = question_in_words(result.request, names);
  if (!result.request.given.empty()) question += ", " + given_in_words(result);
  std::string text = "\n" + wrapped("", question) + to_string(table);
  if (most > kMostItemsOfColumn) {
    text += "  and " + std::to_string(most - kMostItemsOfColumn) +
            " more: --format csv or json has them all\n";
  }
  return text;
}

bool is_list(const ResultReport& result) {
  return !result.unconditional_items.empty() || !result.conditional_items.empty();
}

/// Whether the state behind a value is missing, which the checks say.
bool state_failed(const Report& report, const FigureValue& figure) {
  const std::vector<NamedState> states = states_of(report);
  return std::any_of(states.begin(), states.end(), [&](const NamedState& state) {
    return state.report->failure && state.report->failure->message == figure.why;
  });
}

/// The sentences behind results that have no number although their state exists: those of a state
/// that does not are said once, below.
std::string refused_results_in_words(const Report& report) {
  std::string text;
  const auto add = [&](const std::string& name, const FigureValue& figure) {
    if (figure.status == "ok" || figure.why.empty() || state_failed(report, figure)) return;
    text += wrapped("  " + name + " ", figure.why);
  };
  const std::vector<Column> columns = columns_of(report);
  for (const ResultReport& result : report.results) {
    for (const Column& column : columns) {
      const std::string where = " (" + column.name + ")";
      const auto& items = result.*column.items;
      const auto& figure = result.*column.value;
      if (figure && items.empty()) add(result.request.name + where, *figure);
      const auto refused = std::find_if(items.begin(), items.end(), [](const FigureItem& item) {
        return item.value.status != "ok";
      });
      if (refused == items.end()) continue;
      add(result.request.name + "[" + item_in_words(result.request, *refused, report.linear.modes) +
              "]" + where,
          refused->value);
    }
  }
  return text;
}

}  // namespace

std::string number_or_less(double value, double bound, int digits) {
  constexpr double tiny = 1e-290;
  if (value == 0 && bound > 0 && bound < tiny) return "below " + number_in_words(bound, 2);
  return bounded_number(value, bound, digits);
}

std::string results_in_words(const Report& report) {
  if (report.results.empty()) return "";
  TextTable table{.heading = {"results", ""}, .row_names = 2};
  const std::vector<Column> columns = columns_of(report);
  for (const Column& column : columns) table.heading.push_back(column.name);
  const bool is_digest = report.linear.modes.size() > most_modes_in_full;
  const std::size_t shown =
      is_digest ? std::min(kMostResultsOfDigest, report.results.size()) : report.results.size();
  std::string lists;
  for (std::size_t k = 0; k < shown; ++k) {
    const ResultReport& result = report.results[k];
    if (is_list(result)) {
      lists += list_in_words(report, result, columns);
    } else {
      add_result(report, result, columns, table);
    }
  }
  std::string text = table.rows.empty() ? "" : "\n" + to_string(table);
  if (shown < report.results.size()) {
    text += "  and " + std::to_string(report.results.size() - shown) +
            " more: --format csv or json has them all\n";
  }
  return text + lists + refused_results_in_words(report);
}

}  // namespace gaussnet
