package dev.penstock.shared;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a body that leaves out a field which is not {@code @Nullable} in its record, so that what
 * the compiler and the OpenAPI document say of the field is true when the controller runs.
 */
@RestControllerAdvice
final class RequiredFields extends RequestBodyAdviceAdapter {
  private static final String OURS = "dev.penstock.";

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage input,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    check(body, "");
    return body;
  }

  /**
   * Checks a value that was read, all the way down.
   *
   * @param path where it stands in the body, empty for the body itself
   */
  static void check(Object value, String path) {
    if (value instanceof Record && value.getClass().getName().startsWith(OURS)) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        checkComponent(value, component, path);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        Object item = list.get(i);
        if (item == null) {
          throw missing("%s[%d]".formatted(path, i));
        }
        check(item, "%s[%d]".formatted(path, i));
      }
    }
  }

  private static void checkComponent(Object owner, RecordComponent component, String path) {
    String at = path.isEmpty() ? component.getName() : path + "." + component.getName();
    Object value = read(owner, component);
    if (value != null) {
      check(value, at);
    } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      throw missing(at);
    }
  }

  private static ProblemException missing(String path) {
    return Problems.invalid(path, null, "the field is required");
  }

  private static @Nullable Object read(Object owner, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
