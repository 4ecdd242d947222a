#include <cmath>
#include <libnetwork/analysis/sweep_ranges.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/file_keys.hpp>

namespace gaussnet {
namespace {

AxisScale scale_of(const Value::Group& group) {
  const Setting* setting = find(group, "scale");
  const auto* word = setting ? setting->value.as<Value::Word>() : nullptr;
  return word && *word == "log" ? AxisScale::logarithmic : AxisScale::linear;
}

const Expression& expression_at(const Value::Group& group, std::string_view key) {
  return *find(group, key)->value.as<Expression>();
}

}  // namespace

const Value::Group* group_at(const Value::Group& settings, std::string_view key) {
  const Setting* setting = find(settings, key);
  return setting ? setting->value.as<Value::Group>() : nullptr;
}

void SweepRanges::report(std::string code, const Place& place, std::string message,
                         std::string help) {
  mistakes_.push_back({.code = std::move(code),
                       .place = place,
                       .message = std::move(message),
                       .help = std::move(help)});
}

const std::string& SweepRanges::name_of(int slot) const {
  return description_.parameters[static_cast<std::size_t>(slot)].name;
}

std::optional<SweepRanges::Values> SweepRanges::values_of(
    int slot, const std::vector<const Expression*>& expressions) {
  const std::size_t before = mistakes_.size();
  Values values{.type = network_.parameter_types[static_cast<std::size_t>(slot)]};
  for (const Expression* expression : expressions) {
    const ValueType type = std::get<ValueType>(infer(*expression, network_.parameter_types));
    if (auto unlike = check_like(*expression, type, values.type, name_of(slot))) {
      mistakes_.push_back(*unlike);
      continue;
    }
    if (values.type.fits_any) values.type = as_parameter_type(type);
    if (check_fixed(*expression)) values.numbers.push_back(value_of(*expression));
  }
  if (mistakes_.size() > before) return std::nullopt;
  return values;
}

double SweepRanges::value_of(const Expression& expression) const {
  return gaussnet::evaluate(expression, network_.parameters);
}

/// A limit has one value, finite: nothing that moves may be in it.
bool SweepRanges::check_fixed(const Expression& expression) {
  if (const auto* moved = moved_.moved_in(expression)) {
    const std::string& name = name_of(moved->slot);
    report("moving-limit", place_of(expression, 0, expression.place.width),
           expression.text == name
               ? quoted(name) + " has many values here, so that it is no limit"
               : quoted(expression.text) + " depends on '" + name + "', which has many values here",
           "give a quantity that does not change");
    return false;
  }
  if (uses_what_is_not_finite(slots(expression), network_.parameters)) return false;
  auto mistake = check_finite(expression, network_.parameters);
  if (mistake) mistakes_.push_back(*mistake);
  return !mistake;
}

void SweepRanges::check_logarithmic(const Expression& expression, double value) {
  if (value > 0) return;
  report("log-axis", place_of(expression, 0, expression.place.width),
         "a logarithmic scale has no " + std::string(value == 0 ? "0" : "negative values"),
         "begin and end above 0, or leave 'scale: log' out");
}

int SweepRanges::whole(const Expression& expression, const std::string& key) {
  const double value = value_of(expression);
  if (value == std::floor(value)) return static_cast<int>(value);
  if (!std::isfinite(value)) return 1;  // reported where a parameter is defined
  report("whole-number", place_of(expression, 0, expression.place.width),
         quoted(key) + " is a whole number, not " + quoted(expression.text),
         "for example '" + key + ": 16'");
  return 1;
}

void SweepRanges::add_axis(int slot, const Setting& setting, std::vector<SweepAxis>& axes) {
  const auto& group = *setting.value.as<Value::Group>();
  SweepAxis axis{.slot = slot, .scale = scale_of(group), .place = setting.place};
  const std::size_t before = mistakes_.size();
  find(group, "values") ? list_values(group, axis) : space_values(group, axis);
  if (mistakes_.size() == before) axes.push_back(std::move(axis));
}

void SweepRanges::list_values(const Value::Group& group, SweepAxis& axis) {
  const Value& list = find(group, "values")->value;
  std::vector<const Expression*> expressions;
  for (const Value& item : *list.as<Value::List>()) {
    expressions.push_back(item.as<Expression>());
    axis.text += (axis.text.empty() ? "" : ", ") + expressions.back()->text;
  }
  if (expressions.empty()) {
    return report("empty-value", list.place, "the list of values is empty",
                  "for example 'values: [0.1, 1, 10]'");
  }
  if (auto values = values_of(axis.slot, expressions)) {
    axis.listed = std::move(values->numbers);
    axis.points = static_cast<int>(axis.listed.size());
    axis.first = axis.listed.front();
    axis.last = axis.listed.back();
    axis.type = values->type;
  }
}

void SweepRanges::space_values(const Value::Group& group, SweepAxis& axis) {
  const Expression& from = expression_at(group, "from");
  const Expression& to = expression_at(group, "to");
  const Expression& count = expression_at(group, "points");
  const std::size_t before = mistakes_.size();
  if (!check_fixed(count)) return;
  check_ranges(group, axis_keys(), network_.parameters, 0, network_.parameter_types, mistakes_);
  if (mistakes_.size() > before) return;
  const int points = whole(count, "points");
  const auto ends = values_of(axis.slot, {&from, &to});
  if (!ends || mistakes_.size() > before) return;
  const double first = ends->numbers[0];
  const double last = ends->numbers[1];
  if (axis.scale == AxisScale::logarithmic) {
    check_logarithmic(from, first);
    check_logarithmic(to, last);
    if (mistakes_.size() > before) return;
  }
  if (points == 1 && first != last) {
    return report("one-point", count.place,
                  "one point cannot be at both " + from.text + " and " + to.text,
                  "give 2 points or more, or 'values: [" + from.text + "]'");
  }
  axis.points = points;
  axis.first = first;
  axis.last = last;
  axis.type = ends->type;
  axis.text = from.text + " to " + to.text + ", " + count.text + " points" +
              (axis.scale == AxisScale::logarithmic ? ", log" : "");
}

void SweepRanges::add_range(int slot, const Setting& setting, std::vector<SearchRange>& ranges) {
  const auto* group = setting.value.as<Value::Group>();
  const auto* list = setting.value.as<Value::List>();
  const Expression& low = group ? expression_at(*group, "from") : *(*list)[0].as<Expression>();
  const Expression& high = group ? expression_at(*group, "to") : *(*list)[1].as<Expression>();
  const auto ends = values_of(slot, {&low, &high});
  if (!ends) return;
  SearchRange range{.slot = slot,
                    .low = ends->numbers[0],
                    .high = ends->numbers[1],
                    .scale = group ? scale_of(*group) : AxisScale::linear,
                    .type = ends->type,
                    .text = low.text + " to " + high.text,
                    .place = setting.place};
  if (!(range.low < range.high)) {
    return report("empty-range", low.place,
                  quoted(low.text) + " is not below " + quoted(high.text) +
                      ", so there is nothing between them",
                  "give the lower limit first");
  }
  if (range.scale == AxisScale::logarithmic) check_logarithmic(low, range.low);
  ranges.push_back(std::move(range));
}

double SweepAxis::value(int k) const {
  if (!listed.empty()) return listed[static_cast<std::size_t>(k)];
  if (k == 0) return first;
  if (k == points - 1) return last;
  const double part = static_cast<double>(k) / (points - 1);
  if (scale == AxisScale::linear) return first + (last - first) * part;
  return first * std::pow(last / first, part);
}

}  // namespace gaussnet
