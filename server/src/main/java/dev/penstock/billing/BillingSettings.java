package dev.penstock.billing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Settings under {@code penstock.billing}.
 *
 * @param tariff the file with the tariff
 */
@ConfigurationProperties("penstock.billing")
record BillingSettings(@DefaultValue("classpath:tariffs/standard.yaml") Resource tariff) {}
