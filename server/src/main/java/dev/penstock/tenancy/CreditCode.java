package dev.penstock.tenancy;

import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.util.Locale;
import java.util.regex.Pattern;

/** A unified social credit code (统一社会信用代码, GB 32100-2015): 17 characters and a check digit. */
record CreditCode(String value) {
  /** Digits and letters without I, O, S, V and Z. */
  static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  // authority and kind of body, the region's six digits, the body's nine characters, the check
  // digit
  private static final Pattern FORM =
      Pattern.compile("[%1$s]{2}[0-9]{6}[%1$s]{10}".formatted(ALPHABET));
  private static final int MODULUS = 31;

  /**
   * Reads a code; blanks around it and lower case are forgiven.
   *
   * @throws ProblemException when it has not the form, or its check digit is wrong
   */
  static CreditCode parse(String field, String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    if (!FORM.matcher(code).matches()) {
      throw Problems.invalid(
          field,
          text,
          "give the 18 characters of the unified social credit code: two characters, six digits,"
              + " ten characters; the letters I, O, S, V and Z are not used");
    }
    char expected = checkDigit(code);
    if (code.charAt(17) != expected) {
      throw Problems.invalid(
          field,
          text,
          "the check digit is wrong: the first 17 characters ask for %s at the end; look for a"
                  .formatted(expected)
              + " mistyped or swapped character");
    }
    return new CreditCode(code);
  }

  /** The check digit that the first 17 characters ask for. */
  static char checkDigit(String code) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += ALPHABET.indexOf(code.charAt(i)) * weight;
      weight = weight * 3 % MODULUS;
    }
    return ALPHABET.charAt((MODULUS - sum % MODULUS) % MODULUS);
  }
}
