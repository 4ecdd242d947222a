#include <libnetwork/errors/error_codes.hpp>

namespace gaussnet {
namespace {

using Found = ErrorCode::Found;

constexpr ErrorCode kErrorCodes[] = {
    {"alias-bomb",
     "Aliases (*name) are expanded to copies; together they may not add more than a "
     "bounded number of values."},
    {"ambiguous-division",
     "Several factors stand after '/': it cannot be told which of them divide. "
     "Brackets say it."},
    {"bare-angle",
     "An angle needs a unit: 0.25 rad or 0.25 pi. A plain number could be either, or a "
     "fraction of a turn."},
    {"bare-repeated-name",
     "The node has 'repeat:', so its bare name stands for several; name(*) is all of "
     "them, name(3) one."},
    {"binary-file", "The file holds bytes that no text has; it is probably not a model."},
    {"carrier-needed",
     "A temperature of light gives an occupation only at the frequency of the light: the model's "
     "'carrier'."},
    {"complex-key", "A key is a plain word, not a list or a map."},
    {"decibel-product",
     "dB is a logarithm: it adds to dB and is multiplied by numbers, nothing else."},
    {"decimal-comma", "Decimals are written with a point."},
    {"conditional-without-detector",
     "A result asks for the conditional state, which needs a record, and the network has no "
     "detector."},
    {"deviation",
     "A standard deviation ('+-') belongs to a whole parameter, not into an expression."},
    {"digit-separator", "Digits are written without separators."},
    {"duplicate-key", "The same key or name is given twice; one of them would be ignored."},
    {"empty-file", "The file holds nothing."},
    {"empty-range", "The lower limit of a search is not below the upper one."},
    {"empty-value", "A key has nothing behind it."},
    {"fixed-by-repeat",
     "A 'repeat' uses the parameter, which therefore fixes how many modes there are and "
     "cannot be swept."},
    {"format-number",
     "The number behind 'gaussnet:' names the format of the file; this version knows "
     "format 1."},
    {"full-picture-only",
     "Cavities and brownian damping have no rotating-wave form here; they need 'approximation: "
     "none'."},
    {"function-argument-type",
     "A function was given what it is not defined for: sin takes angles, exp plain "
     "numbers."},
    {"function-arguments", "Functions take one argument in round brackets."},
    {"function-power", "sin^2(x) is written sin(x)^2."},
    {"hex-number", "Numbers are decimal."},
    {"hz-or-rad",
     "Hz counts cycles and rates are angular, so that no 2 pi can hide: 2pi * 5 kHz, "
     "or 5e3 rad/s."},
    {"inaccurate", "A number was found but cannot be trusted to a single digit.", Found::solve,
     "solve dark_dimers --set theta=0.250000001pi", "solve dark_dimers --set theta=0.3pi"},
    {"incomplete",
     "A group does not say enough: one of the sufficient sets of keys must be there."},
    {"index-range", "A copy of a repeated node is named that does not exist."},
    {"input-fed-twice",
     "Two links lead to the same input port; two beams are joined on a beam splitter."},
    {"log-axis", "A logarithmic scale has neither 0 nor negative values."},
    {"loop-gain",
     "Light that runs in a loop is amplified at each round: it grows without bound, however short "
     "the loop."},
    {"loop-size",
     "What runs in loops or interacts is solved in one piece, which is too large here: time and "
     "memory grow with the cube and the square of its ports."},
    {"loose-end", "What light meets ({loss: ...}) stands between two elements of a chain."},
    {"loss-needed",
     "An occupation or a temperature of a link is that of its loss, and none is given."},
    {"merge-key", "'<<' is no part of this language: parsers ignore it in silence."},
    {"missing-format", "A model begins with 'gaussnet: 1'."},
    {"missing-key", "A required key is missing."},
    {"missing-operator", "Two numbers, or a number behind a unit, need an operator between them."},
    {"mode-twice", "A mode is named twice where each may stand once."},
    {"moving-limit",
     "A limit or value of a sweep is a fixed number; it cannot depend on what the sweep "
     "itself changes."},
    {"name-syntax",
     "A name begins with a letter and goes on with letters, digits and '_' (nodes also "
     "'-')."},
    {"no-detector", "A conditional state needs a record, and the network has no detector.",
     Found::solve, "solve dark_dimers --state conditional",
     "solve dark_dimers --state unconditional"},
    {"no-frequency", "The mode has no frequency of its own, so its quanta have no temperature."},
    {"no-input", "Light is sent to what takes none: a source, or an output port."},
    {"no-mode",
     "The network has neither oscillator nor cavity, so that there is no state to solve for."},
    {"no-output", "Light is taken from what sends none: a detector, or an input port."},
    {"not-a-map", "The file is not a map of keys."},
    {"not-a-number", "nan and inf are no values of this language."},
    {"not-a-pair", "A figure of merit of a pair, or an interaction, belongs to exactly two modes."},
    {"not-finite",
     "The value of an expression is not a finite number: a division by zero, a root of "
     "a negative number."},
    {"not-one-number", "Only a result of one number can be minimised or maximised, not a list."},
    {"not-repeated", "Brackets name copies of a node, but the node has no 'repeat:'."},
    {"not-resonant", "An interaction that averages to zero in the rotating-wave approximation."},
    {"not-utf8", "Text is UTF-8."},
    {"not-yaml", "The text cannot be read as YAML."},
    {"number-of-geometry",
     "The quantity carries a pi or an angle where a plain number is due; number(...) "
     "drops them."},
    {"number-overflow", "The number is beyond the range of a double."},
    {"one-line",
     "A quantity stands in one line, without escapes, so that messages can point into "
     "it."},
    {"one-mode", "A single mode was expected."},
    {"one-point", "An axis between two different ends needs at least two points."},
    {"out-of-range", "The value is outside the range of its key."},
    {"output-used-twice",
     "Two links take the light of the same output port; light is split on a beam "
     "splitter."},
    {"over-determined",
     "A group says more than one sufficient set of keys, or keys that do not go "
     "together."},
    {"parameter-circle", "Parameters depend on each other in a circle, so that none has a value."},
    {"parameter-twice",
     "A sweep gives the parameter its values in two ways, of which one would have to "
     "win."},
    {"partition-shape", "A partition is two lists of modes."},
    {"plain-plus-angle", "A plain number is added to degrees or radians; give it a unit."},
    {"power-exponent", "A quantity with a unit is raised to constant simple fractions only."},
    {"power-operator", "Powers are written with '^'."},
    {"quadrature-syntax", "A quadrature is a node's name with .X or .P."},
    {"readout",
     "The EPR weight 'readout' is defined for two oscillators of opposite mass that "
     "write the same light."},
    {"reference-syntax",
     "A node or port is written node, node.port, node(2), node(*) or node(2..5)."},
    {"repeat-count", "The number of copies is a whole number, at least 1."},
    {"repeat-mismatch",
     "In a repeated path, name(*) moves with the path, so it needs as many copies as "
     "the path has rounds."},
    {"reserved-name",
     "The name already means something: a unit, a constant, a function, 'index' or "
     "'vacuum'."},
    {"scan-size",
     "A list over all pairs needs two modes, one over all bipartitions has up to 12: their number "
     "doubles with each mode."},
    {"second-document", "A file holds one model; what stands behind '---' would be ignored."},
    {"self-alias", "An alias stands inside what it names."},
    {"short-chain", "A link leads from one element to another."},
    {"sideband-needed",
     "Oscillators of different frequencies in the rotating-wave approximation need the "
     "sideband frequency."},
    {"sideband-unused", "'sideband' has a meaning only in the rotating-wave approximation."},
    {"singular-loop",
     "Light that runs in a loop returns as it was: nothing lets it out or damps it."},
    {"syntax", "The text cannot be read as a quantity."},
    {"tab-indentation", "YAML is indented with spaces."},
    {"too-deep", "The text is nested deeper than this program reads."},
    {"too-large", "The file is larger than this program reads."},
    {"too-long", "The expression is longer than this program reads."},
    {"too-many-fields",
     "The matrix of the network's independent noise fields on its modes and outputs would not fit "
     "into memory: every loss, every bath and every open port is such a field."},
    {"too-many-modes",
     "The network has more modes than this version makes matrices of (2000): an error of "
     "'--solver dense' and of 'show --matrices', and the status of a state or a result that needs "
     "them.",
     Found::solve, "solve fifty_stations --set N=1001 --solver dense",
     "solve fifty_stations --set N=1001"},
    {"top-without-scan", "'top' shortens the list of a scan ('pairs: all', 'partitions: all')."},
    {"two-pi-twice", "The rate is angular already: another 2 pi would count it twice."},
    {"undetectable", "A mode does not decay and no record sees it: no conditional state exists.",
     Found::solve},
    {"undriven", "A mode neither decays nor is driven by noise: no conditional state is stable.",
     Found::solve},
    {"unit-mismatch", "Only equal dimensions can be added."},
    {"unknown-alias", "An alias (*name) names no anchor (&name)."},
    {"unknown-choice", "The key takes one of a few words."},
    {"unknown-detector", "No detector has that name."},
    {"unknown-key", "The key does not exist here."},
    {"unknown-measure", "No figure of merit has that name."},
    {"unknown-mode", "No oscillator or cavity has that name."},
    {"unknown-name",
     "The expression uses a name that is neither a parameter nor a unit, constant or "
     "function."},
    {"unknown-node", "No node has that name."},
    {"unknown-parameter", "The model has no parameter of that name."},
    {"unknown-port", "The node has no port of that name."},
    {"unknown-result", "No result has that name."},
    {"unknown-tag", "YAML tags (!name) are no part of this language."},
    {"unknown-type", "No type of node has that name."},
    {"unphysical-bath",
     "The decoherence rate gamma_0 (n + 1/2) is below gamma_0/2, which no occupation "
     "gives."},
    {"unphysical-light", "Light with less antisqueezing than squeezing does not exist."},
    {"unstable", "A mode is amplified faster than it is damped: the network has no steady state.",
     Found::solve},
    {"unused-parameter",
     "A sweep moves a parameter that changes nothing: no node, link or result uses it."},
    {"whole-number", "The key takes a whole number."},
    {"wrong-kind", "The quantity is of another kind than the key takes."},
    {"wrong-shape", "A map, a list or a single value stands where another of them is due."},
    {"zero-linewidth",
     "With a linewidth of 0, what is given does not fix the occupation or the readout "
     "rate."},
};

}  // namespace

std::span<const ErrorCode> error_codes() { return kErrorCodes; }

}  // namespace gaussnet
