"""Prints why tests were skipped in a pytest report (JUnit XML), one reason a line.

Exit status 1 when one was, or when there is no report: then nobody knows.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(report: Path) -> int:
    if not report.is_file():
        print("no report was written")
        return 1
    skips = ElementTree.parse(report).iter("skipped")
    # A test that is expected to fail is reported as skipped as well, but it did run.
    reasons = {skip.get("message", "") for skip in skips if skip.get("type") != "pytest.xfail"}
    for reason in sorted(reasons):
        print(reason)
    return 1 if reasons else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
