#include <algorithm>
#include <cmath>
#include <cstdio>
#include <libnetwork/io/matrices.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/node_quantities.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/physical_constants.hpp>

namespace gaussnet {
namespace {

constexpr Eigen::Index kWidest = 8;  // columns that fit a page at full size
constexpr double kNothing = 1e-15;   // of the largest entry: rounding, written as 0
constexpr int kDecimals = 5;

/// Text with LaTeX's special characters escaped.
std::string latex(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      case '~':
        escaped += "\\textasciitilde{}";
        break;
      case '^':
        escaped += "\\textasciicircum{}";
        break;
      case '_':
      case '%':
      case '&':
      case '#':
      case '$':
      case '{':
      case '}':
        escaped += '\\';
        [[fallthrough]];
      default:
        escaped += c;
    }
  }
  return escaped;
}

/// "spin.X" as X with the name below: X_{\mathrm{spin}}.
std::string symbol(const std::string& quadrature) {
  const std::size_t dot = quadrature.rfind('.');
  const bool is_mode = quadrature.ends_with(".X") || quadrature.ends_with(".P");
  if (!is_mode) return "z_{\\text{" + latex(quadrature) + "}}";  // a record
  return quadrature.substr(dot + 1) + "_{\\text{" + latex(quadrature.substr(0, dot)) + "}}";
}

std::string vector_of(const std::vector<std::string>& names) {
  std::string text = "(";
  for (std::size_t k = 0; k < names.size(); ++k) text += (k == 0 ? "" : ", ") + symbol(names[k]);
  return text + ")^{\\mathsf T}";
}

/// A power of ten of three that leaves the largest entry at 1 ... 1000, and what it is of a Hz.
struct Scale {
  double factor = 1;
  std::string unit{};
};

int thousands(double largest) {
  return largest > 0 ? static_cast<int>(std::floor(std::log10(largest) / 3)) : 0;
}

Scale scale_of(const NetworkMatrix& named) {
  const double largest = named.matrix.size() == 0 ? 0 : named.matrix.cwiseAbs().maxCoeff();
  if (named.unit == "1") return {1, ""};
  if (named.unit == "rad/s") {
    constexpr const char* prefixes[] = {"m", "", "k", "M", "G", "T"};
    const int power = std::clamp(thousands(largest / (2 * pi)), -1, 4);
    return {2 * pi * std::pow(10.0, 3 * power),
            "\\times 2\\pi\\,\\mathrm{" + std::string(prefixes[power + 1]) + "Hz}"};
  }
  const int power = 3 * thousands(largest);
  const std::string ten = power == 0 ? "" : "\\times 10^{" + std::to_string(power) + "}";
  return {std::pow(10.0, power), ten + "\\,\\mathrm{s}^{-1/2}"};
}

std::string entry_text(double entry, double largest) {
  if (std::abs(entry) <= kNothing * largest) return "0";
  char buffer[64];
  if (std::abs(entry) < 1e-3) {
    const int power = static_cast<int>(std::floor(std::log10(std::abs(entry))));
    std::snprintf(buffer, sizeof buffer, "%.*f\\times 10^{%d}", kDecimals,
                  entry / std::pow(10.0, power), power);
    return buffer;
  }
  std::snprintf(buffer, sizeof buffer, "%.*f", kDecimals, entry);
  return buffer;
}

std::string rows_of(const Matrix& matrix) {
  const double largest = matrix.cwiseAbs().maxCoeff();
  std::string text;
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    text += "  ";
    for (Eigen::Index column = 0; column < matrix.cols(); ++column) {
      text += (column == 0 ? "" : " & ") + entry_text(matrix(row, column), largest);
    }
    text += row + 1 < matrix.rows() ? " \\\\\n" : "\n";
  }
  return text;
}

std::string display(const std::string& letter, const NetworkMatrix& named) {
  if (named.matrix.size() == 0) return "";
  const Scale scale = scale_of(named);
  const std::string columns(static_cast<std::size_t>(named.matrix.cols()), 'r');
  const std::string equation = letter + " = \\left[\\begin{array}{" + columns + "}\n" +
                               rows_of(named.matrix / scale.factor) + "\\end{array}\\right]" +
                               scale.unit;
  if (named.matrix.cols() <= kWidest) return "\\[\n" + equation + "\n\\]\n";
  return "\\[\\resizebox{\\linewidth}{!}{$\\displaystyle\n" + equation + "\n$}\\]\n";
}

/// "2pi * 5 kHz" and "0.25 pi" with the letter.
std::string quantity_in_latex(std::string text) {
  constexpr std::string_view two_pi = "2pi * ";
  const bool is_negative = text.starts_with('-');
  if (text.substr(is_negative ? 1 : 0).starts_with(two_pi)) {
    return (is_negative ? "$-2\\pi\\times$ " : "$2\\pi\\times$ ") +
           latex(text.substr(two_pi.size() + (is_negative ? 1 : 0)));
  }
  if (text.ends_with(" pi")) return "$" + text.substr(0, text.size() - 3) + "\\,\\pi$";
  return latex(text);
}

/// One line a node: its values in the units that people write.
std::string nodes_in_latex(const Model& model) {
  std::string text;
  for (const Entry& node : model.description().nodes) {
    const Setting* type = find(node.settings, "type");
    const auto* word = type ? type->value.as<Value::Word>() : nullptr;
    const NodeTypeRow* row = word ? find_node_type(*word) : nullptr;
    if (!row) continue;
    text += "  \\item \\textbf{" + latex(node.name) + "} (" + latex(*word) + ")";
    const int index = find(node.settings, "repeat") ? 1 : 0;
    const auto quantities = quantities_of(model, node, *row, index);
    for (std::size_t k = 0; k < quantities.size(); ++k) {
      text += (k == 0 ? ": " : ", ") + latex(quantities[k].path) + " " +
              quantity_in_latex(in_words(quantities[k]));
    }
    text += "\n";
  }
  return text.empty() ? "" : "\\begin{itemize}\n" + text + "\\end{itemize}\n";
}

constexpr const char* kPreamble =
    "\\documentclass{article}\n"
    "\\usepackage[utf8]{inputenc}\n"
    "\\usepackage[T1]{fontenc}\n"
    "\\usepackage{amsmath}\n"
    "\\usepackage{graphicx}\n"
    "\\begin{document}\n";

constexpr const char* kMotion =
    "  \\mathrm dr &= A\\,r\\,\\mathrm dt + \\mathrm d\\xi, &\n"
    "  \\langle\\mathrm d\\xi\\,\\mathrm d\\xi^{\\mathsf T}\\rangle &= D\\,\\mathrm dt";
constexpr const char* kRecords =
    ", &\n"
    "  \\langle\\mathrm d\\xi\\,\\mathrm d\\nu^{\\mathsf T}\\rangle &= \\Gamma\\,\\mathrm dt, "
    "\\\\\n"
    "  \\mathrm dz &= M\\,r\\,\\mathrm dt + \\mathrm d\\nu, &\n"
    "  \\langle\\mathrm d\\nu\\,\\mathrm d\\nu^{\\mathsf T}\\rangle &= R\\,\\mathrm dt";

std::string equations(bool with_records) {
  return std::string("\\begin{align*}\n") + kMotion + (with_records ? kRecords : "") +
         ",\n\\end{align*}\n";
}

}  // namespace

std::string equations_in_latex(const Model& model) {
  const std::vector<NetworkMatrix> matrices = matrices_of(model);
  const std::string& title = model.description().title;
  std::string text = kPreamble;
  if (!title.empty()) text += "\\section*{" + latex(title) + "}\n";
  text += "Vacuum variance $1/2$, $[X, P] = \\mathrm i$.\n";
  text += nodes_in_latex(model);
  text += "The steady state follows from\n";
  const bool is_watched = !matrices[2].rows.empty();
  text += equations(is_watched);
  text += "with $r = " + vector_of(matrices[0].rows) + "$";
  if (is_watched) text += " and the records $z = " + vector_of(matrices[2].rows) + "$";
  text += ".\n";
  constexpr const char* letters[] = {"A", "D", "M", "R", "\\Gamma"};
  const std::size_t shown = is_watched ? std::size(letters) : 2;
  for (std::size_t k = 0; k < shown; ++k) text += display(letters[k], matrices[k]);
  return text + "\\end{document}\n";
}

}  // namespace gaussnet
