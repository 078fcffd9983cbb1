"""A sequence classifier over the first piece and the mean of all pieces together."""

import torch
from torch import Tensor, nn
from transformers import PreTrainedConfig, RobertaForSequenceClassification
from transformers.modeling_outputs import SequenceClassifierOutput


class StartAndMeanHead(nn.Module):
    """Dropout, dense, tanh, dropout and linear, as stock heads have them, over twice the width."""

    def __init__(self, config: PreTrainedConfig) -> None:
        """Make a head that is not trained."""
        super().__init__()
        self.dense = nn.Linear(2 * config.hidden_size, config.hidden_size)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.out_proj = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, hidden: Tensor, attention_mask: Tensor) -> Tensor:
        """Return logits of shape (texts, labels) for hidden states (texts, length, width)."""
        mask = attention_mask[:, :, None].to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        whole = torch.cat([hidden[:, 0], mean], dim=1)
        dense = torch.tanh(self.dense(self.dropout(whole)))
        logits: Tensor = self.out_proj(self.dropout(dense))
        return logits


class StartAndMeanForSequenceClassification(RobertaForSequenceClassification):  # type: ignore[misc]
    """The stock class with another head."""

    def __init__(self, config: PreTrainedConfig) -> None:
        """Make a model that is not trained."""
        super().__init__(config)
        self.base_model.pooler = None
        self.pooler = None
        self.classifier = StartAndMeanHead(config)
        self.post_init()

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        labels: Tensor | None = None,
        **options: object,
    ) -> SequenceClassifierOutput:
        """Return logits of shape (texts, labels), and the loss where labels are given."""
        options["return_dict"] = True
        outputs = self.base_model(input_ids, attention_mask=attention_mask, **options)
        hidden = outputs.last_hidden_state
        if attention_mask is None:
            attention_mask = torch.ones(hidden.shape[:2], device=hidden.device)
        logits = self.classifier(hidden, attention_mask)
        return SequenceClassifierOutput(
            loss=None if labels is None else nn.functional.cross_entropy(logits, labels),
            logits=logits,
            hidden_states=outputs.hidden_states,
            attentions=outputs.attentions,
        )
