#include <algorithm>
#include <libnetwork/io/quantity_writer.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/parameters.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <utility>

namespace gaussnet {
namespace {

/// How tightly a text holds together: brackets are due where less stands than is asked for.
enum Binding { sum = 1, product = 2, sign = 3, raised = 4, atom = 5 };

bool is_leaf(Operation operation) { return operation <= Operation::parameter; }
bool is_binary(Operation operation) {
  return operation >= Operation::add && operation <= Operation::power;
}
bool is_double_of_code(const ValueType& type) { return type.fits_any && type.coherent; }

bool same(const std::vector<Instruction>& a, const std::vector<Instruction>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Instruction& x, const Instruction& y) {
                      return x.operation == y.operation && x.dimension == y.dimension &&
                             x.constant == y.constant && x.slot == y.slot;
                    });
}

/// " rad/s", "/rad" (of 1/rad), "".
std::string behind_number(const std::string& unit) {
  if (unit.starts_with("1/")) return unit.substr(1);
  return unit.empty() ? "" : " " + unit;
}

/// The constant with its unit; joules, which have no name in a file, are counted in hbar rad/s.
std::string with_its_unit(double value, const Dimension& dimension) {
  if (half_power(dimension, BaseUnit::joule) != 0 && dimension == dimensions::joule) {
    return decimal(value / hbar) + " hbar rad/s";
  }
  if (value == 0) return decimal(value);  // fits every key and sum
  if (value == pi && dimension == dimensions::pi) return "pi";
  const std::string unit = unit_in_file(dimension);
  return decimal(value) + behind_number(unit);
}

Dimension dimension_called(const std::string& unit) {
  for (const Dimension& each : {dimensions::rate, dimensions::angle, dimensions::decibel,
                                dimensions::kelvin, dimensions::second, dimensions::hertz}) {
    if (unit_in_file(each) == unit) return each;
  }
  return dimensions::number;
}

}  // namespace

std::string unit_in_file(const Dimension& dimension) {
  if (dimension.is_number()) return "";
  if (dimension.is_rate()) return "rad/s";
  if (dimension.is_angle()) return "rad";
  if (dimension == dimensions::hertz) return "Hz";
  if (dimension == dimensions::cycle) return "Hz s";
  return to_string(dimension);
}

Dimension dimension_of(Kind kind) {
  switch (kind) {
    case Kind::rate:
      return dimensions::rate;
    case Kind::angle:
      return dimensions::angle;
    case Kind::decibel:
      return dimensions::decibel;
    case Kind::temperature:
      return dimensions::kelvin;
    default:
      return dimensions::number;  // a double for a loss or a gain is the ratio itself
  }
}

struct QuantityWriter::Written {
  std::string text{};
  int binding = atom;

  std::string at_least(int needed) const { return binding < needed ? "(" + text + ")" : text; }
  Written times(const std::string& unit) const {
    return unit.empty() ? *this : Written{at_least(atom) + behind_number(unit), product};
  }
};

/// One step of the list with its operands; [first, last] are its steps.
struct QuantityWriter::Node {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Node> operands{};
};

QuantityWriter::QuantityWriter(const std::vector<Parameter>& parameters) : parameters_(parameters) {
  std::vector<Mistake> ignored;  // whoever checks the description reports them
  ParameterPlan plan = plan_parameters(parameters, ignored);
  types_ = std::move(plan.types);
  order_ = std::move(plan.order);
  for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
    names_.add(parameters[slot].name, static_cast<int>(slot));
  }
  names_.has_index = true;
}

QuantityWriter::Node QuantityWriter::tree(const Expression& expression) {
  std::vector<Node> stack;
  for (std::size_t at = 0; at < expression.code.size(); ++at) {
    const Operation operation = expression.code[at].operation;
    const std::size_t taken = is_leaf(operation) ? 0 : is_binary(operation) ? 2 : 1;
    Node node{.first = at, .last = at};
    if (taken > stack.size()) return node;  // no expression; its checks say so
    const auto from = stack.end() - static_cast<std::ptrdiff_t>(taken);
    node.operands.assign(std::make_move_iterator(from), std::make_move_iterator(stack.end()));
    stack.erase(from, stack.end());
    if (taken > 0) node.first = node.operands.front().first;
    stack.push_back(std::move(node));
  }
  return stack.empty() ? Node{} : std::move(stack.back());
}

ValueType QuantityWriter::type_of(const Expression& expression, const Node& node) const {
  Expression part;
  part.text = expression.text;
  part.code.assign(expression.code.begin() + static_cast<std::ptrdiff_t>(node.first),
                   expression.code.begin() + static_cast<std::ptrdiff_t>(node.last) + 1);
  const auto inferred = infer(part, types_);
  const auto* type = std::get_if<ValueType>(&inferred);
  return type ? *type : ValueType{};
}

/// Whether the text says what the code does, whatever stands around it.
bool QuantityWriter::reads_back(const Expression& expression) const {
  for (const Instruction& step : expression.code) {
    if (step.operation == Operation::coherent) return false;
    if (step.operation != Operation::parameter || step.slot == index_slot) continue;
    const auto slot = static_cast<std::size_t>(step.slot);
    if (slot >= types_.size() || is_double_of_code(types_[slot])) return false;
  }
  const ParsedQuantity parsed = parse_quantity(expression.text, {}, names_);
  return parsed && same(parsed.expression.code, expression.code);
}

void QuantityWriter::note_use(const Expression& expression, const Dimension& wanted) {
  is_noting_ = true;
  if (!expression.code.empty()) written(expression, tree(expression), wanted);
  is_noting_ = false;
}

void QuantityWriter::note_value(std::string_view parameter, const Expression& expression) {
  for (std::size_t slot = 0; slot < parameters_.size(); ++slot) {
    if (parameters_[slot].name == parameter) note_value(static_cast<int>(slot), expression);
  }
}

void QuantityWriter::note_value(int slot, const Expression& expression) {
  const auto inferred = infer(expression, types_);
  const auto* type = std::get_if<ValueType>(&inferred);
  if (type && !type->fits_any) given_.emplace(slot, type->dimension);
}

void QuantityWriter::note_parameter(int slot) {
  const Parameter& parameter = parameters_[static_cast<std::size_t>(slot)];
  if (parameter.deviation) note_value(slot, *parameter.deviation);
  for (const Expression& limit : parameter.range) note_value(slot, limit);
  const auto given = given_.find(slot);
  const auto used = uses_.find(slot);
  const bool agreed = used != uses_.end() && used->second.size() == 1;
  decided_[slot] = given != given_.end() ? given->second
                   : agreed              ? dimension_called(*used->second.begin())
                                         : dimensions::number;
  const Dimension own = dimension_of(slot);
  note_use(parameter.value, own);
  if (parameter.deviation) note_use(*parameter.deviation, own);
  for (const Expression& limit : parameter.range) note_use(limit, own);
}

void QuantityWriter::decide() {
  // Users first: what a parameter is used for is known once all that use it are decided.
  for (auto slot = order_.rbegin(); slot != order_.rend(); ++slot) note_parameter(*slot);
}

Dimension QuantityWriter::dimension_of(int slot) const {
  const ValueType& type = types_[static_cast<std::size_t>(slot)];
  if (!is_double_of_code(type)) return type.dimension;
  const auto found = decided_.find(slot);
  return found == decided_.end() ? dimensions::number : found->second;
}

Dimension QuantityWriter::dimension_of(const Parameter& parameter) const {
  return dimension_of(static_cast<int>(&parameter - parameters_.data()));
}

std::string QuantityWriter::text(const Expression& expression, const Dimension& wanted) {
  if (expression.code.empty() || reads_back(expression)) return expression.text;
  return written(expression, tree(expression), wanted).text;
}

std::string QuantityWriter::text(const Parameter& parameter) {
  const Dimension own = dimension_of(parameter);
  const std::string value = text(parameter.value, own);
  return parameter.deviation ? value + " +- " + text(*parameter.deviation, own) : value;
}

QuantityWriter::Written QuantityWriter::written(const Expression& expression, const Node& node,
                                                const Dimension& wanted) {
  const Instruction& step = expression.code[node.last];
  if (step.operation == Operation::parameter) return parameter(step.slot, wanted);
  if (is_leaf(step.operation)) {
    const std::string text = step.operation == Operation::coherent
                                 ? with_its_unit(step.constant, wanted)
                                 : constant(expression, step);
    if (text.find_first_of(" /") != text.npos) return {text, product};
    return {text, text.front() == '-' ? sign : atom};
  }
  return is_binary(step.operation) ? binary(expression, node, wanted)
                                   : unary(expression, node, wanted);
}

/// A number or unit of a text: as it stands there, if that says it.
std::string QuantityWriter::constant(const Expression& expression, const Instruction& step) const {
  const std::string word = slice(expression.text, step.begin, step.begin + step.length);
  const ParsedQuantity parsed = parse_quantity(word, {}, names_);
  if (parsed && same(parsed.expression.code, {step})) return word;
  return with_its_unit(step.constant, step.dimension);
}

QuantityWriter::Written QuantityWriter::parameter(int slot, const Dimension& wanted) {
  if (slot == index_slot) return {"index"};
  const auto at = static_cast<std::size_t>(slot);
  if (at >= parameters_.size()) return {"unknown"};  // of another description; its checks say so
  const Written name{parameters_[at].name};
  if (!is_double_of_code(types_[at])) return name;
  if (is_noting_) {
    uses_[slot].insert(unit_in_file(wanted));
    return name;
  }
  const std::string own = unit_in_file(dimension_of(slot));
  const std::string unit = unit_in_file(wanted);
  if (own == unit) return name;
  if (own.empty()) return name.times(unit);
  return Written{name.text + " / (1 " + own + ")", product}.times(unit);  // its number
}

QuantityWriter::Written QuantityWriter::binary(const Expression& expression, const Node& node,
                                               const Dimension& wanted) {
  const Operation operation = expression.code[node.last].operation;
  const Node& left = node.operands[0];
  const Node& right = node.operands[1];
  const std::string sign_text = " " + std::string(spelling(operation)) + " ";
  const ValueType a = type_of(expression, left);
  const ValueType b = type_of(expression, right);
  const bool any_unit = is_double_of_code(type_of(expression, node));

  if (operation == Operation::add || operation == Operation::subtract) {
    const bool both = a.fits_any && b.fits_any;
    const Dimension unit = both ? wanted : a.fits_any ? b.dimension : a.dimension;
    return {written(expression, left, unit).at_least(sum) + sign_text +
                written(expression, right, unit).at_least(product),
            sum};
  }
  if (operation == Operation::power) {
    const Written power{written(expression, left, dimensions::number).at_least(atom) + "^" +
                            written(expression, right, dimensions::number).at_least(atom),
                        raised};
    return any_unit ? power.times(unit_in_file(wanted)) : power;
  }
  // The double that carries the unit: the only one, the one with a name, or the first; a divisor
  // cannot.
  const bool right_can = any_unit && is_double_of_code(b) && operation == Operation::multiply;
  const bool right_is_better = is_leaf(expression.code[left.last].operation) &&
                               expression.code[left.last].operation != Operation::parameter &&
                               !slots(expression).empty();
  const bool left_carries = any_unit && is_double_of_code(a) && !(right_can && right_is_better);
  const bool right_carries = right_can && !left_carries;
  const Written parts{
      written(expression, left, left_carries ? wanted : dimensions::number).at_least(product) +
          sign_text +
          written(expression, right, right_carries ? wanted : dimensions::number).at_least(sign),
      product};
  return any_unit && !left_carries && !right_carries ? parts.times(unit_in_file(wanted)) : parts;
}

QuantityWriter::Written QuantityWriter::unary(const Expression& expression, const Node& node,
                                              const Dimension& wanted) {
  const Operation operation = expression.code[node.last].operation;
  const Node& operand = node.operands[0];
  if (operation == Operation::negate) {
    return {"-" + written(expression, operand, wanted).at_least(raised), sign};
  }
  const std::string name(spelling(operation));
  if (operation == Operation::abs) {
    return {name + "(" + written(expression, operand, wanted).text + ")"};
  }
  const bool any_unit = is_double_of_code(type_of(expression, node));
  const bool turns =
      operation == Operation::sin || operation == Operation::cos || operation == Operation::tan;
  const Dimension taken = turns ? dimensions::angle : dimensions::number;
  const Written call{name + "(" + written(expression, operand, taken).text + ")"};
  return any_unit ? call.times(unit_in_file(wanted)) : call;
}

}  // namespace gaussnet
