"""Holds `gaussnet schema` against every model, every file of tests/mistakes and its mended form.

    schema.py PROGRAM YAML_AS_JSON SOURCE_DIRECTORY

Exit code 77 (skipped) without the module jsonschema (Debian: python3-jsonschema)."""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: needs the Python module jsonschema (Debian: python3-jsonschema)")
    sys.exit(77)

# What is wrong with the shape of the file: the schema has to refuse it.
STRUCTURE = set("""
    empty-value format-number incomplete missing-format missing-key not-a-map
    over-determined partition-shape quadrature-syntax short-chain unknown-choice unknown-key
    unknown-measure unknown-type wrong-shape
    """.split())
# What only the model as a whole, or the grammar and the units of quantities, can tell.
BEYOND = set("""
    carrier-needed conditional-without-detector no-frequency not-one-number scan-size
    top-without-scan unknown-detector full-picture-only loop-gain loop-size loss-needed not-resonant singular-loop
    too-many-fields
    unphysical-light ambiguous-division bare-angle bare-repeated-name decibel-product deviation digit-separator
    empty-range fixed-by-repeat function-argument-type function-arguments function-power hex-number
    hz-or-rad index-range input-fed-twice log-axis loose-end missing-operator mode-twice
    moving-limit name-syntax no-detector no-input no-mode no-output not-a-number not-a-pair
    not-finite not-repeated number-of-geometry number-overflow one-line one-mode one-point
    output-used-twice parameter-circle parameter-twice plain-plus-angle power-exponent
    power-operator readout reference-syntax repeat-mismatch reserved-name
    sideband-needed sideband-unused syntax too-deep too-long two-pi-twice undetectable
    unit-mismatch unknown-mode unknown-name unknown-node unknown-parameter unknown-port
    unknown-result unphysical-bath unstable unused-parameter wrong-kind zero-linewidth
    """.split())
# The schema knows the range of a plain number, and that a count is whole, but no expressions.
EITHER = {"decimal-comma", "duplicate-key", "out-of-range", "repeat-count", "whole-number"}
# Where a word or a quantity may stand, any text may; what two keys may not say together.
BEYOND_THOUGH_STRUCTURE = {"given-unconditional", "unknown-choice-quadrature"}

failures = []


def check(holds, text):
    if not holds:
        failures.append(text)


def text_of(path):
    return path.read_bytes().decode("utf-8", "surrogateescape")


def mended(yaml):
    head = text_of(yaml.with_suffix(".mended")).split("\n")
    if head[-1] == "":
        head.pop()
    code = head[0].removeprefix("code: ")
    line = int(head[2].split()[1])
    lines = text_of(yaml).replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    lines[line - 1:line] = head[3:]
    return code, "\n".join(lines) + "\n"


def main(program, yaml_as_json, source):
    source = pathlib.Path(source)
    schema = json.loads(subprocess.run([program, "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    def read(paths):
        paths = [str(path) for path in paths]
        out = subprocess.run([yaml_as_json, *paths], check=True, capture_output=True).stdout
        return json.loads(out)

    def errors(value):
        return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
                for e in validator.iter_errors(value)]

    models = sorted((source / "models").glob("*.yaml"))
    values = read(models)
    check(models, "there are no models")
    for model in models:
        check(str(model) in values, f"{model.name} is no YAML")
        check(not errors(values[str(model)]), f"{model.name}: {errors(values[str(model)])}")

    mistakes = sorted((source / "tests" / "mistakes").glob("*.yaml"))
    check(mistakes, "there are no mistakes")
    values = read(mistakes)
    with tempfile.TemporaryDirectory() as folder:
        codes = {}
        for yaml in mistakes:
            codes[yaml], text = mended(yaml)
            (pathlib.Path(folder) / yaml.name).write_bytes(text.encode("utf-8", "surrogateescape"))
        good = read(sorted(pathlib.Path(folder).glob("*.yaml")))
        for yaml in mistakes:
            path = str(pathlib.Path(folder) / yaml.name)
            check(path in good, f"{yaml.name}, mended, is no YAML")
            if path in good:
                check(not errors(good[path]), f"{yaml.name}, mended: {errors(good[path])}")

    for yaml in mistakes:
        if str(yaml) not in values:
            continue  # no YAML: nothing for a schema to see
        code = codes[yaml]
        refused = bool(errors(values[str(yaml)]))
        if code in STRUCTURE and yaml.stem not in BEYOND_THOUGH_STRUCTURE:
            check(refused, f"{yaml.name} [{code}] is taken")
        elif code in BEYOND or yaml.stem in BEYOND_THOUGH_STRUCTURE:
            check(not refused, f"{yaml.name} [{code}] is refused: {errors(values[str(yaml)])}")
        else:
            check(code in EITHER, f"{yaml.name}: say in this file whether the schema knows [{code}]")

    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(models)} models, {len(mistakes)} mistakes and their mended forms, "
          f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
