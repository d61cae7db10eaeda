{{/* Refuses to render, with one sentence for each thing that is missing. */}}
{{- define "ringback.check" -}}
{{- $v := .Values -}}
{{- $missing := list -}}
{{- if not $v.image.repository -}}
{{- $missing = append $missing "Set image.repository to where you have pushed the image that deploy/Dockerfile builds." -}}
{{- end -}}
{{- if not $v.publicUrl -}}
{{- $missing = append $missing "Set publicUrl to the address under which people reach Ringback, such as https://ringback.your.domain." -}}
{{- end -}}
{{- if not $v.country -}}
{{- $missing = append $missing "Set country to the two letters of the country whose numbers people write without +, such as SE." -}}
{{- end -}}
{{- if not $v.secrets.existingSecret -}}
{{- $missing = append $missing "Make a Secret with the keys secret, address-keys and admin-password, each of them random (README.md has the command), and set secrets.existingSecret to its name." -}}
{{- end -}}
{{- if not $v.database.hosts -}}
{{- $missing = append $missing "Set database.hosts to your PostgreSQL: one host:port, or all hosts of a cluster." -}}
{{- end -}}
{{- if not $v.database.existingSecret -}}
{{- $missing = append $missing "Make a Secret with the keys username and password of the database's role, and set database.existingSecret to its name." -}}
{{- end -}}
{{- range $v.apiKeys -}}
{{- if not .existingSecret -}}
{{- $missing = append $missing (printf "Make a Secret with the key of the program %s, and set existingSecret of that entry of apiKeys to its name." .name) -}}
{{- end -}}
{{- end -}}
{{- if not $v.mail.domain -}}
{{- $missing = append $missing "Set mail.domain to the domain that Ringback writes mail from." -}}
{{- end -}}
{{- if or (not $v.mail.smtp.host) (not $v.mail.imap.host) -}}
{{- $missing = append $missing "Set mail.smtp.host and mail.imap.host to your mail server." -}}
{{- end -}}
{{- if not $v.mail.existingSecret -}}
{{- $missing = append $missing "Make a Secret with the keys username and password of Ringback's mailbox, and set mail.existingSecret to its name." -}}
{{- end -}}
{{- if $v.sip.enabled -}}
{{- if not $v.sip.proxy -}}
{{- $missing = append $missing "Set sip.proxy to your switch, such as sip:192.0.2.1:5060, or sip.enabled to false." -}}
{{- end -}}
{{- if not $v.sip.number -}}
{{- $missing = append $missing "Set sip.number to Ringback's own number at the switch: people see it when Ringback calls them." -}}
{{- end -}}
{{- if not $v.sip.peers -}}
{{- $missing = append $missing "Set sip.peers to the addresses and networks of your switch. Others get no answer." -}}
{{- end -}}
{{- if not (include "ringback.listen" .) -}}
{{- $missing = append $missing "Set sip.udp.enabled, sip.tcp.enabled or sip.tls.enabled to true: the trunk listens nowhere." -}}
{{- end -}}
{{- if and $v.sip.account (not $v.sip.existingSecret) -}}
{{- $missing = append $missing "Make a Secret with the key password of the account at the switch, and set sip.existingSecret to its name." -}}
{{- end -}}
{{- if and $v.sip.tls.enabled (not $v.sip.tls.existingSecret) -}}
{{- $missing = append $missing "Make a Secret with the keys keystore.p12, truststore.p12 and password, and set sip.tls.existingSecret to its name." -}}
{{- end -}}
{{- if gt (int $v.sip.media.firstPort) (int $v.sip.media.lastPort) -}}
{{- $missing = append $missing "Set sip.media.lastPort to more than sip.media.firstPort." -}}
{{- end -}}
{{- end -}}
{{- if and (or $v.metrics.serviceMonitor.enabled $v.autoscaling.enabled) (not $v.metrics.existingSecret) -}}
{{- $missing = append $missing "Make a Secret with the key key, which Prometheus reads the metrics with, and set metrics.existingSecret to its name." -}}
{{- end -}}
{{- if and $v.gateway.enabled (not $v.gateway.parentRefs) -}}
{{- $missing = append $missing "Set gateway.parentRefs to your Gateway." -}}
{{- end -}}
{{- if $v.networkPolicy.enabled -}}
{{- if not $v.networkPolicy.http.from -}}
{{- $missing = append $missing "Set networkPolicy.http.from to your ingress controller (a list of NetworkPolicyPeers), or networkPolicy.enabled to false." -}}
{{- end -}}
{{- if not $v.networkPolicy.database.to -}}
{{- $missing = append $missing "Set networkPolicy.database.to to where PostgreSQL is (a list of NetworkPolicyPeers), or networkPolicy.enabled to false." -}}
{{- end -}}
{{- if not $v.networkPolicy.mail.to -}}
{{- $missing = append $missing "Set networkPolicy.mail.to to where the mail server is (a list of NetworkPolicyPeers), or networkPolicy.enabled to false." -}}
{{- end -}}
{{- if and $v.metrics.serviceMonitor.enabled (not $v.networkPolicy.metrics.from) -}}
{{- $missing = append $missing "Set networkPolicy.metrics.from to your Prometheus (a list of NetworkPolicyPeers), or networkPolicy.enabled to false." -}}
{{- end -}}
{{- end -}}
{{- if $missing -}}
{{- fail (printf "\n\nRingback cannot be installed like this:\n- %s\n" (join "\n- " $missing)) -}}
{{- end -}}
{{- end -}}
