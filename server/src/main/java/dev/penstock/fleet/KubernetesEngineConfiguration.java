package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import dev.penstock.engines.kubernetes.KubernetesEngine;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.GenericBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.AnnotationMetadata;

/** An engine for each Kubernetes cluster under {@code penstock.fleet.kubernetes.<name>}. */
@Configuration(proxyBeanMethods = false)
@Import(KubernetesEngineConfiguration.Registrar.class)
class KubernetesEngineConfiguration {

  /** Makes a bean for each configured cluster. */
  static final class Registrar implements ImportBeanDefinitionRegistrar, EnvironmentAware {
    private static final String PREFIX = "penstock.fleet.kubernetes";
    private Environment environment = new StandardEnvironment();

    @Override
    public void setEnvironment(Environment environment) {
      this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(
        AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
      Binder.get(environment)
          .bind(PREFIX, Bindable.mapOf(String.class, KubernetesClusterSetting.class))
          .orElse(Map.of())
          .forEach((name, cluster) -> register(name, cluster, registry));
    }

    private static void register(
        String name, KubernetesClusterSetting cluster, BeanDefinitionRegistry registry) {
      GenericBeanDefinition definition = new GenericBeanDefinition();
      definition.setBeanClass(Engine.class);
      BeanFactory beans = (BeanFactory) registry;
      definition.setInstanceSupplier(() -> engine(name, cluster, beans.getBean(Clock.class)));
      definition.setRole(BeanDefinition.ROLE_APPLICATION);
      definition.setDestroyMethodName("close");
      registry.registerBeanDefinition("kubernetesEngine-" + name, definition);
    }

    private static Engine engine(String name, KubernetesClusterSetting cluster, Clock clock) {
      return new KubernetesEngine(
          new KubernetesClientBuilder().withConfig(client(cluster)).build(),
          cluster.settings(name),
          clock);
    }

    /** Few retries: what fails is asked again by those who asked. */
    private static Config client(KubernetesClusterSetting cluster) {
      Path file = cluster.kubeconfig();
      Config base =
          file == null ? Config.autoConfigure(null) : Config.fromKubeconfig(file.toFile());
      return new ConfigBuilder(base).withRequestRetryBackoffLimit(2).build();
    }
  }
}
