package dev.penstock;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the OpenAPI document say what the records say: a component that is not {@code @Nullable} is
 * required. Refuses two types that would share one schema's name, of which one would vanish.
 */
final class RequiredProperties implements ModelConverter {
  private static final String SCHEMAS = "#/components/schemas/";

  private final Map<String, String> typesByName = new ConcurrentHashMap<>();

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema resolved = chain.next().resolve(type, context, chain);
    JavaType java = Json.mapper().constructType(type.getType());
    if (resolved != null && java != null && java.getRawClass().isRecord()) {
      require(java, model(resolved, java, context));
    }
    return resolved;
  }

  private @Nullable Schema<?> model(
      Schema<?> resolved, JavaType java, ModelConverterContext context) {
    if (resolved.get$ref() == null) {
      return resolved;
    }
    String name = resolved.get$ref().substring(SCHEMAS.length());
    String other = typesByName.putIfAbsent(name, java.toCanonical());
    if (other != null && !other.equals(java.toCanonical())) {
      throw new IllegalStateException(
          "%s and %s both come as schema %s: rename one"
              .formatted(other, java.toCanonical(), name));
    }
    return context.getDefinedModels().get(name);
  }

  private static void require(JavaType java, @Nullable Schema<?> model) {
    if (model == null || model.getProperties() == null) {
      return;
    }
    for (RecordComponent component : java.getRawClass().getRecordComponents()) {
      String name = component.getName();
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      boolean listed = model.getRequired() != null && model.getRequired().contains(name);
      if (!nullable && !listed && model.getProperties().containsKey(name)) {
        model.addRequiredItem(name);
      }
    }
  }
}
