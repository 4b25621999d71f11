import { api, type Schemas } from "../api/client";

/** How a person's second factor stands. */
export type SecondFactor = Schemas["SecondFactor"];

/** A secret that is not in force until a code of it was given. */
export type Enrolment = Schemas["Begun"];

export const findSecondFactor = async (): Promise<SecondFactor> => (await api.GET("/v1/me/second-factor")).data as SecondFactor;
export const beginEnrolment = async (): Promise<Enrolment> => (await api.POST("/v1/me/second-factor")).data as Enrolment;
export const confirmEnrolment = async (code: string) => (await api.POST("/v1/me/second-factor/confirm", { body: { code } })).data as Schemas["RecoveryCodes"];
export const removeSecondFactor = async (code: string): Promise<void> => void (await api.DELETE("/v1/me/second-factor", { body: { code } }));
