package dev.penstock.replica;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A loaded model. Safe for many threads at once; closed by the last user only. */
final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ModelSpec spec;

  private OnnxModel(OrtEnvironment environment, OrtSession session, ModelSpec spec) {
    this.environment = environment;
    this.session = session;
    this.spec = spec;
  }

  /**
   * Loads a model for the CPU.
   *
   * @param threads how many threads one inference may use, 1 or more
   * @throws StartException when the file is no model, or one with types this program can't carry
   */
  static OnnxModel load(Path file, int threads) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Idle threads must not burn the cores that neighbours share.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = environment.createSession(file.toString(), options);
      ModelSpec spec =
          new ModelSpec(
              specs(session.getInputInfo().values()), specs(session.getOutputInfo().values()));
      return new OnnxModel(environment, session, spec);
    } catch (OrtException e) {
      throw new StartException("%s is not a model to serve: %s".formatted(file, e.getMessage()), e);
    }
  }

  ModelSpec spec() {
    return spec;
  }

  /**
   * Runs the model.
   *
   * @return the asked outputs in the order asked for
   * @throws Refusal 400 when the model rejects the inputs together, 500 when it fails otherwise
   */
  List<Tensor> infer(InferRequest request) {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      for (Tensor input : request.inputs()) {
        inputs.put(input.name(), toOnnx(input));
      }
      try (OrtSession.Result result = session.run(inputs, new LinkedHashSet<>(request.outputs()))) {
        List<Tensor> outputs = new ArrayList<>();
        for (String name : request.outputs()) {
          outputs.add(fromOnnx(name, (OnnxTensor) result.get(name).orElseThrow()));
        }
        return outputs;
      }
    } catch (OrtException e) {
      boolean theirs = e.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT;
      throw new Refusal(
          theirs ? 400 : 500, "The model cannot compute this: %s".formatted(e.getMessage()));
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private OnnxTensor toOnnx(Tensor tensor) throws OrtException {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    ByteBuffer data = tensor.data();
    return switch (tensor.datatype()) {
      case BOOL -> OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.BOOL);
      case UINT8 -> OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.UINT8);
      case INT8 -> OnnxTensor.createTensor(environment, data, shape, OnnxJavaType.INT8);
      case INT16 -> OnnxTensor.createTensor(environment, data.asShortBuffer(), shape);
      case INT32 -> OnnxTensor.createTensor(environment, data.asIntBuffer(), shape);
      case INT64 -> OnnxTensor.createTensor(environment, data.asLongBuffer(), shape);
      case FP32 -> OnnxTensor.createTensor(environment, data.asFloatBuffer(), shape);
      case FP64 -> OnnxTensor.createTensor(environment, data.asDoubleBuffer(), shape);
    };
  }

  private static Tensor fromOnnx(String name, OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    // A copy: the native memory goes away with the result.
    ByteBuffer data = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    return new Tensor(name, datatype(name, info), shape(info), data);
  }

  private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        throw new StartException(
            "'%s' is a map or a sequence; export the model with plain tensors."
                .formatted(node.getName()));
      }
      specs.add(new TensorSpec(node.getName(), datatype(node.getName(), info), shape(info)));
    }
    return specs;
  }

  private static List<Long> shape(TensorInfo info) {
    return Arrays.stream(info.getShape()).boxed().toList();
  }

  private static Datatype datatype(String name, TensorInfo info) {
    return switch (info.type) {
      case BOOL -> Datatype.BOOL;
      case UINT8 -> Datatype.UINT8;
      case INT8 -> Datatype.INT8;
      case INT16 -> Datatype.INT16;
      case INT32 -> Datatype.INT32;
      case INT64 -> Datatype.INT64;
      case FLOAT -> Datatype.FP32;
      case DOUBLE -> Datatype.FP64;
      case STRING, FLOAT16, BFLOAT16, UNKNOWN ->
          throw new StartException(
              "'%s' has elements of type %s; export the model with BOOL, UINT8, INT8 to INT64, FP32 or FP64."
                  .formatted(name, info.type));
    };
  }
}
