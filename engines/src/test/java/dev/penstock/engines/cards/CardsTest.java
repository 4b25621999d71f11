package dev.penstock.engines.cards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.CardInfo;
import org.junit.jupiter.api.Test;

final class CardsTest {
  @Test
  void readsAscend910B() {
    assertThat(
            NpuSmi.parse(
                """
                +------------------------------------------------------------------------------------------------+
                | npu-smi 24.1.rc2                 Version: 24.1.rc2                                             |
                +---------------------------+---------------+----------------------------------------------------+
                | NPU   Name                | Health        | Power(W)    Temp(C)           Hugepages-Usage(page)|
                | Chip                      | Bus-Id        | AICore(%)   Memory-Usage(MB)  HBM-Usage(MB)        |
                +===========================+===============+====================================================+
                | 0     910B3               | OK            | 93.6        42                0    / 0             |
                | 0                         | 0000:C1:00.0  | 0           0    / 0          3335 / 65536         |
                +===========================+===============+====================================================+
                | 1     910B3               | Warning       | NA          NA                NA   / NA            |
                | 0                         | 0000:01:00.0  | NA          NA   / NA         NA   / 65536         |
                +===========================+===============+====================================================+
                +---------------------------+---------------+----------------------------------------------------+
                | NPU     Chip              | Process id    | Process name             | Process memory(MB)      |
                +===========================+===============+====================================================+
                | 0       0                 | 12345         | python                   | 3200                    |
                +===========================+===============+====================================================+
                """))
        .containsExactly(
            new CardInfo(
                0, "Ascend910B3", true, 65536L << 20, "health OK, bus 0000:C1:00.0", 42, 93.6),
            new CardInfo(
                1, "Ascend910B3", false, 65536L << 20, "health Warning, bus 0000:01:00.0"));
  }

  @Test
  void readsAscend310PWithTwoChipsACardAndNoHbm() {
    assertThat(
            NpuSmi.parse(
                """
                +--------------------------------------------------------------------------------------------------------+
                | npu-smi 23.0.2                                   Version: 23.0.2                                       |
                +-------------------------------+-----------------+------------------------------------------------------+
                | NPU     Name                  | Health          | Power(W)     Temp(C)           Hugepages-Usage(page) |
                | Chip    Device                | Bus-Id          | AICore(%)    Memory-Usage(MB)                        |
                +===============================+=================+======================================================+
                | 2       310P3                 | OK              | NA           48                0     / 0             |
                | 0       0                     | 0000:5E:00.0    | 0            1782 / 21534                            |
                +-------------------------------+-----------------+------------------------------------------------------+
                | 2       310P3                 | Alarm           | NA           50                0     / 0             |
                | 1       1                     | 0000:5E:00.0    | 0            NA   / NA                               |
                +===============================+=================+======================================================+
                | NPU     Chip                  | Process id      | Process name                 | Process memory(MB)    |
                +===============================+=================+======================================================+
                | No running processes found in NPU 2                                                                    |
                +===============================+=================+======================================================+
                """))
        .containsExactly(
            new CardInfo(
                0, "Ascend310P3", true, 21534L << 20, "health OK, bus 0000:5E:00.0", 48, null),
            new CardInfo(1, "Ascend310P3", false, 0, "health Alarm, bus 0000:5E:00.0", 50, null));
  }

  @Test
  void findsNoAscendCardsInWhatIsNoTable() {
    assertThat(NpuSmi.parse("")).isEmpty();
    assertThat(NpuSmi.parse("DrvMngGetConsoleLogLevel failed. (g_conLogLevel=3)\n| 0 | 1 | 2 |\n"))
        .isEmpty();
  }

  @Test
  void readsNvidiaCards() {
    assertThat(
            NvidiaSmi.parse(
                """
                0, NVIDIA A100-SXM4-80GB, 81920, 0, 00000000:07:00.0, 34, 62.47
                1, NVIDIA A100-SXM4-80GB, 81920, 3, 00000000:0A:00.0, 81, 398.10
                2, NVIDIA GeForce RTX 3090, 24576 MiB, [N/A], 00000000:0B:00.0, 51, [N/A]
                3, NVIDIA L4, [Unknown Error], [N/A], 00000000:0C:00.0, [Unknown Error], [Unknown Error]
                No devices were found
                """))
        .containsExactly(
            new CardInfo(
                0, "NVIDIA A100-SXM4-80GB", true, 81920L << 20, "bus 00000000:07:00.0", 34, 62.47),
            new CardInfo(
                1,
                "NVIDIA A100-SXM4-80GB",
                false,
                81920L << 20,
                "bus 00000000:0A:00.0, uncorrected memory errors 3",
                81,
                398.1),
            new CardInfo(
                2, "NVIDIA GeForce RTX 3090", true, 24576L << 20, "bus 00000000:0B:00.0", 51, null),
            new CardInfo(3, "NVIDIA L4", false, 0, "bus 00000000:0C:00.0"));
  }
}
