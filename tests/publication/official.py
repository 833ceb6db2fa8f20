"""The official validator and the official merge, for ocds.official.test.ts. One JSON answer for each line read."""

import json
import sys
import tempfile


def validate(standard_zip, package):
    # Loaded by who validates only: it takes longer than a merge.
    from libcoveocds.api import ocds_json_output
    from libcoveocds.config import LibCoveOCDSConfig

    config = LibCoveOCDSConfig()
    config.config.update(standard_zip=f"file://{standard_zip}", additional_checks="all", context="api")
    with tempfile.TemporaryDirectory() as folder:
        found = ocds_json_output(folder, json_data=package, lib_cove_ocds_config=config)
    return {
        "errors": found["validation_errors"],
        "extensions": found.get("extensions", {}),
        "additionalClosedCodes": found.get("additional_closed_codelist_values", {}),
        "version": found.get("version_used"),
    }


def merge(schema, releases):
    import ocdsmerge

    return ocdsmerge.Merger(schema).create_compiled_release(releases)


for line in sys.stdin:
    asked = json.loads(line)
    if "package" in asked:
        answer = validate(asked["standardZip"], asked["package"])
    else:
        answer = merge(asked["schema"], asked["releases"])
    # Sets are in some of the answers of the validator.
    print(json.dumps(answer, default=list), flush=True)
