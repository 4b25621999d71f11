package dev.penstock.cli.demo;

import java.util.random.RandomGenerator;

/** The unified social credit code of Chinese legal persons (GB 32100-2015): 18 characters. */
final class CreditCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int MODULUS = ALPHABET.length();

  /** The first 17 characters' weights: powers of 3 modulo 31. */
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };

  /** The organisation code's weights, characters 9 to 16 (GB 11714-1997). */
  private static final int[] INNER_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  private CreditCode() {}

  /**
   * The check character of the first 17.
   *
   * @throws IllegalArgumentException when they are not 17 characters of the code's alphabet
   */
  static char check(String first17) {
    if (first17.length() != WEIGHTS.length) {
      throw new IllegalArgumentException("give 17 characters, not " + first17.length());
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * digit(first17.charAt(i));
    }
    return ALPHABET.charAt((MODULUS - sum % MODULUS) % MODULUS);
  }

  /** A code that is well formed and belongs to nobody we know: an enterprise in Beijing. */
  static String random(RandomGenerator random) {
    StringBuilder code = new StringBuilder("91110108");
    int sum = 0;
    for (int weight : INNER_WEIGHTS) {
      int digit = random.nextInt(10);
      code.append(digit);
      sum += weight * digit;
    }
    int inner = (11 - sum % 11) % 11;
    code.append(inner == 10 ? 'X' : (char) ('0' + inner));
    return code.append(check(code.toString())).toString();
  }

  private static int digit(char character) {
    int digit = ALPHABET.indexOf(character);
    if (digit < 0) {
      throw new IllegalArgumentException("the character '" + character + "' is not in such codes");
    }
    return digit;
  }
}
