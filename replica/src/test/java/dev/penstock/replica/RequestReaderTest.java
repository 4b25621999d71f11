package dev.penstock.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final ModelSpec MODEL =
      new ModelSpec(
          List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 3L))),
          List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L, 2L))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                  | The body must be a JSON object
          []                                                  | The body must be a JSON object
          {"inputs": [                                        | The body is not JSON
          {"inputs": [} ]}                                    | The body is not JSON
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,2,3]}]} {} | send one object
          {}                                                  | Input 'x' is missing; this model takes FP32 [-1, 3]
          {"inputs": []}                                      | Input 'x' is missing
          {"inputs": {}}                                      | inputs must be an array
          {"inputs": [7]}                                     | Each of inputs must be an object
          {"id": 7}                                           | id must be a text
          {"inputs": [{}]}                                    | An input has no name; this model takes 'x'
          {"inputs": [{"name": 7}]}                           | An input's name must be a text
          {"inputs": [{"name": "z", "datatype": "FP32", "shape": [1,3], "data": [1,2,3]}]}  | Input 'z' is unknown; this model takes 'x'
          {"inputs": [{"name": "x", "datatype": "INT64", "shape": [1,3], "data": [1,2,3]}]} | Input 'x' has datatype INT64; this model takes FP32
          {"inputs": [{"name": "x", "shape": [1,3], "data": [1,2,3]}]}                      | this model takes FP32
          {"inputs": [{"name": "x", "datatype": "FP32", "data": [1,2,3]}]}                  | Input 'x' has no shape; this model takes [-1, 3]
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3]}]}                   | Input 'x' has no data
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [3], "data": [1,2,3]}]}    | Input 'x' has shape [3]; this model takes [-1, 3]
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [3,1], "data": [1,2,3]}]}  | Input 'x' has shape [3, 1]; this model takes [-1, 3]
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [0,3], "data": []}]}       | shape has 0; each length is
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [-1,3], "data": []}]}      | shape has -1; each length is
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1.5,3], "data": []}]}     | shape has 1.5; each length is
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": 3, "data": []}]}           | shape must be an array
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [9223372036854775807,3], "data": [1]}]}  | send less at a time
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [99999999999999999999,3], "data": [1]}]} | each length is
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": 1}]}        | Input 'x': data must be an array
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,2]}]}    | Input 'x': data has 2 elements, but its shape says 3
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": []}]}       | Input 'x': data has 0 elements
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,2,3,4]}]} | Input 'x': data has more than the 3 elements
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,"two",3]}]} | Input 'x': element 1 of data is the text "two"; FP32 needs a number
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,null,3]}]} | element 1 of data is null
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,true,3]}]} | element 1 of data is true
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,1e39,3]}]} | element 1 of data is 1e39; FP32 needs a number that fits FP32
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,NaN,3]}]} | The body is not JSON
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [[1,2],[3]]}]} | a nested array of data has 2 elements where shape [1, 3] says 3
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [2,3], "data": [[1,2,3]]}]} | a nested array of data has 1 elements where shape [2, 3] says 2
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [[[1,2,3]]]}]} | nested otherwise than its shape says
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [[1,2,3],4]}]} | nested otherwise than its shape says
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,[2],3]}]} | nested otherwise than its shape says
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,{},3]}]} | nested otherwise than its shape says
          {"inputs": [{"data": [1,2], "name": "x", "datatype": "FP32", "shape": [1,3]}]}    | Input 'x': data has 2 elements
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,2,3], "data": [1,2,3]}]} | Input 'x' has data twice
          {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,2,3]}, {"name": "x", "datatype": "FP32", "shape": [1,3], "data": [1,2,3]}]} | Input 'x' is there twice
          {"outputs": [{"name": "q"}]}                        | Output 'q' is unknown; this model gives 'y'
          {"outputs": [{}]}                                   | this model gives 'y'
          {"outputs": ["y"]}                                  | Each of outputs must be an object with a name
          {"outputs": [{"name": "y"}, {"name": "y"}]}         | Output 'y' is asked for twice
          """)
  void refusesAMalformedRequestInWordsThatHelp(String body, String words) {
    assertThatThrownBy(() -> read(MODEL, body))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'name': 'x', 'datatype': 'FP32', 'shape': [2,3], 'data': [1,2,3,4,5,6.5]",
        "'name': 'x', 'datatype': 'FP32', 'shape': [2,3], 'data': [[1,2,3],[4,5,6.5]]",
        "'data': [[1,2,3],[4,5,6.5]], 'shape': [2,3], 'datatype': 'FP32', 'name': 'x'",
        "'parameters': {'a': [1, {}]}, 'shape': [2,3], 'data': [1,2,3,4,5,6.5], 'name': 'x', 'datatype': 'FP32'",
      })
  void readsDataFlatOrNestedWithFieldsInAnyOrder(String input) {
    InferRequest request =
        read(
            MODEL,
            ("{'id': 'a7', 'parameters': {}, 'inputs': [{" + input + "}]}").replace('\'', '"'));
    assertThat(request.id()).isEqualTo("a7");
    assertThat(request.outputs()).containsExactly("y");
    assertThat(request.inputs()).hasSize(1);
    Tensor tensor = request.inputs().getFirst();
    assertThat(tensor.shape()).containsExactly(2L, 3L);
    assertThat(floats(tensor)).containsExactly(1f, 2f, 3f, 4f, 5f, 6.5f);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 255, 256",
    "UINT8, 0, -1",
    "INT8, -128, -129",
    "INT16, 32767, 32768",
    "INT32, -2147483648, -2147483649",
    "INT64, 9223372036854775807, 9223372036854775808",
    "INT64, -9223372036854775808, 1.0",
    "BOOL, true, 1",
    "FP64, 1e308, 1e309",
  })
  void keepsEachTypeWithinItsRange(Datatype type, String fits, String doesNot) {
    ModelSpec model = new ModelSpec(List.of(new TensorSpec("x", type, List.of(1L))), List.of());
    Tensor tensor = read(model, one(type, fits)).inputs().getFirst();
    assertThat(tensor.elements()).isEqualTo(1);
    byte[] answer = Answers.infer("m", "1", null, List.of(tensor));
    String written = new String(answer, StandardCharsets.UTF_8);
    assertThat(written).containsIgnoringCase("\"data\":[" + fits.replace("1e308", "1.0E308") + "]");
    assertThatThrownBy(() -> read(model, one(type, doesNot)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Input 'x': element 0 of data is %s; %s needs", doesNot, type);
  }

  @Test
  void keepsEveryBitOfManyFloats() {
    Random random = new Random(20261125);
    List<Float> given =
        IntStream.range(0, 3 * 5000)
            .mapToObj(i -> Float.intBitsToFloat(random.nextInt()))
            .map(value -> Float.isFinite(value) ? value : 0f)
            .toList();
    String data = given.stream().map(String::valueOf).collect(Collectors.joining(","));
    String body =
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[5000,3],\"data\":["
            + data
            + "]}]}";
    assertThat(floats(read(MODEL, body).inputs().getFirst())).isEqualTo(given);
  }

  private static String one(Datatype type, String value) {
    return "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":[1],\"data\":[%s]}]}"
        .formatted(type, value);
  }

  private static List<Float> floats(Tensor tensor) {
    var data = tensor.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    return IntStream.range(0, tensor.elements()).mapToObj(data::get).toList();
  }

  private static InferRequest read(ModelSpec model, String body) {
    return new RequestReader(model).read(body.getBytes(StandardCharsets.UTF_8));
  }
}
