package dev.penstock.shared;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

/** Reads words of a fixed list in an address, such as states, in any case. */
@SuppressWarnings({"rawtypes", "unchecked"}) // the framework has no type for "any enum"
final class Words implements ConverterFactory<String, Enum> {

  @Override
  public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
    return text -> {
      String name = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName()));
    };
  }
}
