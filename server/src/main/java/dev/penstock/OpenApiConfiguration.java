package dev.penstock;

import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.PublicAddresses;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the API describes itself at {@code /v1/openapi}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";
  private static final String PROBLEM_JSON = "application/problem+json";

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .servers(List.of(new Server().url("/").description("This centre.")))
        .info(
            new Info()
                .title("Penstock")
                .version("v1")
                .description(
                    "An AI computing centre as a public utility. Lists page by cursor; errors are"
                        + " problem details (RFC 9457) that name the field and what to do. A person of"
                        + " several organisations chooses one with the header"
                        + " Penstock-Organisation.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An API key (pk_...) or a session's token (ps_...)."))
                .addSchemas(PROBLEM, problem())
                .addResponses(
                    PROBLEM,
                    new ApiResponse()
                        .description("What is wrong, and what to do about it.")
                        .content(
                            new Content()
                                .addMediaType(
                                    PROBLEM_JSON,
                                    new MediaType()
                                        .schema(
                                            new Schema<>()
                                                .$ref("#/components/schemas/" + PROBLEM))))));
  }

  private static Schema<?> problem() {
    Schema<?> schema = new ObjectSchema().description("A problem (RFC 9457).");
    schema.addProperty("type", new StringSchema().description("Stable; switch on it."));
    schema.addProperty("title", new StringSchema());
    schema.addProperty("status", new IntegerSchema());
    schema.addProperty("detail", new StringSchema());
    schema.addProperty("field", new StringSchema().description("The field at fault."));
    schema.addProperty("value", new StringSchema().description("The value it had."));
    schema.addProperty("hint", new StringSchema().description("What to do."));
    schema.addProperty("requestId", new StringSchema().description("Tell it to the operator."));
    schema.setRequired(List.of("type", "title", "status", "detail"));
    return schema;
  }

  /** An operation is named as its method, which is unique; a test watches over it. */
  @Bean
  GlobalOperationCustomizer operationNames() {
    return (operation, handler) -> {
      operation.setOperationId(handler.getMethod().getName());
      operation.setTags(List.of(module(handler.getBeanType().getPackageName())));
      return operation;
    };
  }

  private static String module(String packageName) {
    String own = OpenApiConfiguration.class.getPackageName() + ".";
    String below = packageName.startsWith(own) ? packageName.substring(own.length()) : packageName;
    return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
  }

  @Bean
  GlobalOpenApiCustomizer commonParts() {
    return document ->
        document
            .getPaths()
            .forEach(
                (path, item) ->
                    item.readOperationsMap()
                        .forEach((method, operation) -> complete(path, method, operation)));
  }

  private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
    operation
        .getResponses()
        .addApiResponse("default", new ApiResponse().$ref("#/components/responses/" + PROBLEM));
    if (PublicAddresses.isOpen(method.name(), path)) {
      operation.setSecurity(List.of());
    }
    if (method == PathItem.HttpMethod.POST) {
      operation.addParametersItem(
          new HeaderParameter()
              .name("Idempotency-Key")
              .required(false)
              .description(
                  "The same request with the same key is done once: for 24 hours the first answer"
                      + " is given again.")
              .schema(new StringSchema().minLength(1).maxLength(255)));
    }
  }

  @Bean
  RequiredProperties requiredProperties() {
    return new RequiredProperties();
  }
}
