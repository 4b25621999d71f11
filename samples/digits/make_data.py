"""Makes data/train.csv and data/heldout.csv from the digits that come with scikit-learn.

Run it once: `python3 make_data.py`. The split is fixed, so it always writes the same two files.
"""

import csv
import pathlib

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261125


def write(path, pixels, labels):
    """One row a digit: its 64 pixels from 0 to 16, row by row, then what it shows."""
    with path.open("w", newline="", encoding="ascii") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow([f"p{i}" for i in range(64)] + ["label"])
        for row, label in zip(pixels, labels):
            rows.writerow([int(value) for value in row] + [int(label)])


def main():
    digits = load_digits()
    train_pixels, heldout_pixels, train_labels, heldout_labels = train_test_split(
        digits.data, digits.target, test_size=0.2, stratify=digits.target, random_state=SEED
    )
    folder = HERE / "data"
    folder.mkdir(exist_ok=True)
    write(folder / "train.csv", train_pixels, train_labels)
    write(folder / "heldout.csv", heldout_pixels, heldout_labels)
    print(f"Wrote {len(train_labels)} digits to train on and {len(heldout_labels)} held out.")


if __name__ == "__main__":
    main()
