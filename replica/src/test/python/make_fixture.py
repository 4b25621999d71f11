"""Makes the test resource everything.onnx: `python3 make_fixture.py`, with PyTorch 1.13.

Every type the program can carry goes in and comes out changed in a way that is easy to foresee.
"""

import pathlib

import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
TYPES = {
    "bool": torch.bool,
    "uint8": torch.uint8,
    "int8": torch.int8,
    "int16": torch.int16,
    "int32": torch.int32,
    "int64": torch.int64,
    "fp32": torch.float32,
    "fp64": torch.float64,
}


class Everything(nn.Module):
    """Each tensor comes back with its last axis repeated once: [N,2] gives [N,4]."""

    def forward(self, *tensors):
        return tuple(torch.cat([tensor, tensor], dim=1) for tensor in tensors)


def export(name, model, tensors, inputs, outputs):
    path = HERE.parent / "resources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model,
        tensors,
        str(path),
        opset_version=13,
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={one: {0: "batch"} for one in inputs + outputs},
    )


def main():
    tensors = tuple(torch.ones(1, 2).to(kind) for kind in TYPES.values())
    export(
        "everything.onnx",
        Everything(),
        tensors,
        list(TYPES),
        [f"{name}_twice" for name in TYPES],
    )
    torch.manual_seed(1)
    layer = nn.Linear(3, 2)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]]))
        layer.bias.copy_(torch.tensor([10.0, 0.25]))
    export("linear.onnx", layer, (torch.zeros(1, 3),), ["x"], ["y"])


if __name__ == "__main__":
    main()
